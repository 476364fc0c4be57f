import { meanResponse, responseQuantile } from "../../gpu/queue";
import { type Panel, plotEstimates, type Series } from "../demo";
import type { Measured } from "./checks";
import type { Rounded } from "./classifier";
import { fewestBits, show, smallLoss, tell, tellLoss } from "./conclusion";
import { findRoofs, intensityOf, type Machine, rateOf } from "./machine";
import { drawMemory } from "./memory";
import { bitWidths, type Settings } from "./problem";
import { type Queues, serviceOf, slow } from "./queues";

/** A line, or what else `kind` says. */
export const series = (
  label: string,
  values: ArrayLike<number>,
  role: Series["role"] = "measured",
  kind: Series["kind"] = "line",
): Series => ({ label, values, role, kind });

/** The panels of a run: what has been measured so far, over what is exact. */
export function drawMeasured(settings: Settings, measured: Measured, machine: Machine): Panel[] {
  return [
    ...drawRounding(settings, measured),
    ...drawQueues(settings, measured.queues),
    ...drawLatency(settings, machine),
    ...drawRoofline(settings, machine),
    drawMemory(settings),
  ];
}

function drawRounding(settings: Settings, { classified }: Measured): Panel[] {
  const { rounded, accuracy, bytes } = classified;
  if (rounded.length === 0 || accuracy === undefined || bytes === undefined) {
    return [];
  }
  const of = (granularity: Rounded["granularity"]) =>
    bitWidths.map((bits) => rounded.find((each) => each.bits === bits && each.granularity === granularity));
  const pick = (granularity: Rounded["granularity"], get: (each: Rounded) => number) =>
    of(granularity).map((each) => (each ? get(each) : Number.NaN));
  const both = (get: (each: Rounded) => number) => [
    series("One scale for each tensor", pick("tensor", get)),
    series("One scale for each channel", pick("channel", get)),
  ];
  const at = of(settings.granularity).find((each) => each?.bits === settings.bits);
  // As steep as theory has it, through the widest of the chosen kind.
  const widest = of(settings.granularity).reduce((last, each) => each ?? last, undefined);
  const slope = bitWidths.map((bits) =>
    widest ? widest.ratio - 20 * (widest.bits - bits) * Math.log10(2) : Number.NaN,
  );
  const enough = (["tensor", "channel"] as const).flatMap((granularity) => {
    const found = rounded.length === 2 * bitWidths.length ? fewestBits(classified, granularity) : undefined;
    return found ? [`from ${found.bits} bits on with one scale a ${granularity}`] : [];
  });
  return [
    {
      title: "Quantisation noise of the network's weights",
      x: { label: "Bits for each weight", values: bitWidths },
      y: { label: "Signal to noise, decibels" },
      series: [...both(({ ratio }) => ratio), series("6.02 decibels a bit", slope, "exact")],
      summary: at
        ? `In ${at.bits} bits, with one scale a ${at.granularity}: ${at.ratio.toFixed(1)} decibels, in ` +
          `${at.bytes} bytes instead of ${bytes}.`
        : `Weights take ${bytes} bytes in 32 bits.`,
    },
    {
      title: "Accuracy of the network",
      x: { label: "Bits for each weight", values: bitWidths },
      y: { label: "Share of the test set classified rightly" },
      series: [
        ...both((each) => each.accuracy),
        series(
          "Without rounding, less 1 point",
          bitWidths.map(() => accuracy - smallLoss),
          "exact",
        ),
      ],
      summary:
        `Without rounding ${(100 * accuracy).toFixed(1)} % are right. ` +
        (at ? `In ${at.bits} bits the accuracy lost is ${tellLoss(at.loss)}. ` : "") +
        (enough.length > 0 ? `Less than 1 point is lost ${enough.join(", ")}.` : ""),
    },
  ];
}

function drawQueues(settings: Settings, { served }: Queues): Panel[] {
  const service = serviceOf(settings);
  const own = served.filter((each) => each.service === service).sort((a, b) => a.load - b.load);
  if (own.length === 0) {
    return [];
  }
  const loads = Array.from({ length: 98 }, (_, i) => (i + 1) / 100);
  const measured = (label: string, values: Pick<Series, "values" | "errors">): Series => ({
    ...series(label, [], "measured", "points"),
    ...values,
    x: own.map(({ load }) => load),
  });
  const exact = (label: string, of: (load: number) => number) => series(label, loads.map(of), "exact");
  const at = own.find(({ load }) => load === settings.load);
  return [
    {
      title: service === "exponential" ? "Response time, M/M/1" : "Response time, M/D/1",
      x: { label: "Load ρ", values: loads },
      y: { label: "Mean service times", scale: "log" },
      series: [
        exact("Mean, exactly", (load) => meanResponse({ load, service })),
        ...(service === "exponential"
          ? [exact("99th percentile, exactly", (load) => responseQuantile(load, slow))]
          : []),
        measured("Mean", plotEstimates(own.map(({ mean }) => mean))),
        measured("Median", { values: own.map(({ median }) => median) }),
        measured("99th percentile", plotEstimates(own.map(({ tail }) => tail))),
      ],
      summary: at
        ? `At load ${at.load}: mean ${tell(at.mean, 2)}, by theory ${show(meanResponse(at))}; median ` +
          `${at.median.toFixed(2)}; 99th percentile ${tell(at.tail, 1)}` +
          `${service === "exponential" ? `, by theory ${show(responseQuantile(at.load, slow))}` : ""}.`
        : `By theory the mean is ${show(meanResponse({ load: settings.load, service }))} at load ${settings.load}.`,
    },
  ];
}

function drawLatency({ width }: Settings, { layers }: Machine): Panel[] {
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last) {
    return [];
  }
  const times = (get: (each: Machine["layers"][number]) => number) => layers.map(get);
  const rows = ({ batch, timing }: Machine["layers"][number]) => (1000 * batch) / timing.median;
  return [
    {
      title: "Latency against batch, on this machine",
      x: { label: "Batch", scale: "log", values: layers.map(({ batch }) => batch) },
      y: { label: "Milliseconds for a layer", scale: "log" },
      series: [
        series(
          "Median",
          times(({ timing }) => timing.median),
        ),
        series(
          "Shortest",
          times(({ timing }) => timing.shortest),
          "quiet",
        ),
        series(
          "Longest",
          times(({ timing }) => timing.longest),
          "quiet",
        ),
      ],
      summary:
        `A layer of width ${width} takes ${show(first.timing.median)} ms for a batch of ${first.batch} and ` +
        `${show(last.timing.median)} ms for ${last.batch}: ${show(rows(first))} and ${show(rows(last))} rows a second.`,
    },
  ];
}

function drawRoofline({ width }: Settings, machine: Machine): Panel[] {
  const { layers } = machine;
  const roofs = findRoofs(machine, width);
  const [first, last] = [layers[0], layers.at(-1)];
  if (!roofs || !first || !last) {
    return [];
  }
  const lowest = intensityOf(first.batch, width) / 2;
  const highest = 2 * Math.max(intensityOf(last.batch, width), roofs.compute / roofs.bandwidth);
  const intensities = Array.from({ length: 60 }, (_, i) => lowest * (highest / lowest) ** (i / 59));
  const rate = ({ batch, timing }: Machine["layers"][number]) => show(rateOf(batch, width, timing.median));
  return [
    {
      title: "Roofline of this machine",
      x: { label: "Operations for each byte", scale: "log", values: intensities },
      y: { label: "Billion operations a second", scale: "log" },
      series: [
        {
          label: "Layer, median",
          role: "measured",
          kind: "points",
          x: layers.map(({ batch }) => intensityOf(batch, width)),
          values: layers.map(({ batch, timing }) => rateOf(batch, width, timing.median)),
        },
        series(
          "Roof: bandwidth of copying · intensity, at most the best rate",
          intensities.map((intensity) => Math.min(roofs.compute, roofs.bandwidth * intensity)),
          "quiet",
        ),
      ],
      summary:
        `Measured here: ${show(roofs.compute)} billion operations a second at best, ${show(roofs.bandwidth)} billion ` +
        `bytes a second in copying the ${show((4 * width * width) / 1024)} KiB of its weights; the layer reaches ${rate(first)} with a batch of ${first.batch}, at ` +
        `${show(intensityOf(first.batch, width))} operations for each byte, and ${rate(last)} with ${last.batch}, at ` +
        `${show(intensityOf(last.batch, width))}.`,
    },
  ];
}
