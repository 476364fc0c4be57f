import { estimateMean } from "../../math/estimate";
import { type Panel, plotEstimates, type Series } from "../demo";
import { voteError } from "./checks";
import { type Claims, probability } from "./claims";
import { tellCrossing } from "./conclusion";
import { findCrossing } from "./crossing";
import type { Curves, Method, Result } from "./learningCurve";
import { countParameters, nameModel, type Settings, truthOf } from "./problem";

const names: Readonly<Record<Method, string>> = {
  parametric: "Parametric",
  neighbours: "k-NN",
  kernel: "Kernel regression",
};
const methods = ["parametric", "neighbours", "kernel"] as const;

const line = (label: string, values: ArrayLike<number>, role: Series["role"] = "measured"): Series => ({
  label,
  values,
  role,
  kind: "line",
});

/** The panels of a run: what has been measured so far, over what is exact. */
export function drawMeasured(settings: Settings, claims: Claims, curves: Curves): Panel[] {
  return [
    ...drawErrors(settings, curves),
    ...drawTimes(curves),
    drawMemory(settings, curves.sizes),
    drawVotes(settings, claims),
  ];
}

function drawErrors(settings: Settings, { sizes, points }: Curves): Panel[] {
  const { features, degree, most } = settings;
  const last = points.at(-1);
  if (!last) {
    return [];
  }
  const shown = points.map(({ examples }) => examples);
  const series = methods.map((method): Series => {
    const of = points.map(({ results }) => estimateMean(results.map(({ errors }) => errors[method])));
    return { label: names[method], ...plotEstimates(of), role: "measured", kind: "line" };
  });
  const reached = series.map(({ values }) => values[shown.length - 1] as number);
  const floor = truthOf(settings).floor(degree);
  if (floor > 0) {
    series.push(
      line(
        `Floor of ${nameModel(settings)}`,
        shown.map(() => floor),
        "exact",
      ),
    );
  }
  const rate = -4 / (4 + features);
  series.push(
    line(
      `Rate for a smooth law, slope ${rate.toFixed(2).replace("-", "−")}, through the end of kernel regression`,
      shown.map((size) => (reached[2] as number) * (size / last.examples) ** rate),
      "exact",
    ),
  );
  const values = methods.map((method, i) => `${names[method]} ${(reached[i] as number).toPrecision(2)}`);
  const crossing =
    points.length === sizes.length
      ? ` k-NN ${tellCrossing(nameModel(settings), findCrossing(points, "neighbours"), most)}.`
      : "";
  return [
    {
      title: "Test error above the noise",
      x: { label: "Examples n", scale: "log", values: shown },
      y: { label: "Mean squared error − σ²", scale: "log" },
      series,
      summary:
        `At n = ${last.examples}, over ${last.results.length} data sets: ${values.join(", ")}; ` +
        `with λ = ${Number(last.penalty.toPrecision(2))}, k = ${last.neighbours}, h = ${last.bandwidth.toPrecision(2)}.${crossing}`,
    },
  ];
}

/** Medians over the data sets: what is only slow once, as the first call is, does not count. */
function drawTimes({ points }: Curves): Panel[] {
  const last = points.at(-1);
  if (!last) {
    return [];
  }
  // Too short for the clock: a gap.
  const orGap = (time: number) => (time > 0 ? time : Number.NaN);
  const medians = (of: (result: Result) => number) =>
    points.map(({ results }) => {
      const times = results.map(of).sort((a, b) => a - b);
      return orGap(times[Math.floor(times.length / 2)] as number);
    });
  const series = [
    ...methods.map((method) =>
      line(
        `One prediction: ${names[method]}`,
        medians(({ predict }) => predict[method]),
      ),
    ),
    line(
      "Fit: Parametric",
      medians(({ fit }) => fit),
    ),
    line(
      "Choice of λ, k and bandwidth",
      points.map(({ tuning }) => orGap(tuning)),
    ),
  ];
  const said = series.map(({ label, values }) => {
    const value = values[points.length - 1] as number;
    return `${label} ${Number.isNaN(value) ? "no time that the clock can tell" : `${Number(value.toPrecision(2))} ms`}`;
  });
  return [
    {
      title: "Time on this machine",
      x: { label: "Examples n", scale: "log", values: points.map(({ examples }) => examples) },
      y: { label: "Milliseconds", scale: "log" },
      series,
      summary: `At n = ${last.examples}, medians over ${last.results.length} data sets: ${said.join(", ")}.`,
    },
  ];
}

function drawMemory(settings: Settings, sizes: readonly number[]): Panel {
  const parametric = 4 * countParameters(settings);
  const stored = (size: number) => 4 * size * (settings.features + 1);
  const largest = sizes.at(-1) as number;
  return {
    title: "What the trained model remembers",
    x: { label: "Examples n", scale: "log", values: sizes },
    y: { label: "Bytes, at 4 a number", scale: "log" },
    series: [
      line(
        "Parametric: its weights",
        sizes.map(() => parametric),
        "exact",
      ),
      line("k-NN and kernel regression: all examples", sizes.map(stored), "exact"),
    ],
    summary: `${parametric} bytes of weights whatever n; ${stored(largest)} bytes of examples at n = ${largest}.`,
  };
}

function drawVotes(settings: Settings, { votes }: Claims): Panel {
  const largest = Math.max(21, settings.neighbours);
  const ks = Array.from({ length: Math.ceil(largest / 2) }, (_, i) => 2 * i + 1);
  const exact = ks.map((k) => voteError(k, probability));
  const measured = votes.map(
    ({ k, wrong }) => `${wrong.value.toFixed(3)} ± ${wrong.standardError.toFixed(3)} for k = ${k}`,
  );
  return {
    title: "One neighbour copies every wrong label",
    x: { label: "Neighbours k", values: ks },
    y: { label: "Share of errors" },
    series: [
      line("Majority of k labels, exactly", exact, "exact"),
      line(
        "Best possible",
        ks.map(() => 1 - probability),
        "exact",
      ),
      {
        label: "Measured",
        kind: "points",
        role: "measured",
        x: votes.map(({ k }) => k),
        values: votes.map(({ wrong }) => wrong.value),
      },
    ],
    summary:
      `Labels are 1 with probability ${probability} everywhere: by theory ${(exact[0] as number).toFixed(2)} of them are ` +
      `missed with k = 1, and ${(exact.at(-1) as number).toFixed(3)} with k = ${ks.at(-1)}; ` +
      `${measured.length > 0 ? `measured ${measured.join(", ")}` : "not measured yet"}.`,
  };
}
