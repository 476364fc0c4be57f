import { estimateMean } from "../../math/estimate";
import type { Panel, Series } from "../demo";
import { neuronVariance } from "./checks";
import { largestOf, medianOf, type Parts, partsAt } from "./floors";
import type { Measured } from "./measured";
import { fittedWidths, type Settings, widestTrained, widths } from "./settings";
import { type Target, targets } from "./targets";

/** The panels that show what was measured. */
export function drawMeasured(settings: Settings, measured: Measured): Panel[] {
  return [drawErrors(settings, measured), ...drawParts(measured), ...drawFunctions(settings, measured)];
}

const line = (label: string, role: Series["role"], x: readonly number[], values: readonly number[]): Series => ({
  label,
  kind: "line",
  role,
  x,
  values,
});

/** What theory says: errors against width. The error of a fit needs what the best fit misses, which is not in closed form. */
function exactErrors(target: Target): Series[] {
  return [
    line(
      `${target.label} by equal pieces, exact`,
      "exact",
      widths,
      widths.map((width) => target.rmse(width)),
    ),
    line(
      "Random neurons, exact",
      "exact",
      widths,
      widths.map((width) => Math.sqrt(neuronVariance / width)),
    ),
  ];
}

function drawErrors(settings: Settings, measured: Measured): Panel {
  const { noise, samples, precision, dimension } = settings;
  const { equal, estimations, neurons, trained, folded } = measured;
  const random = neurons.find((one) => one.dimension === dimension)?.squares ?? [];
  const networks = trained.filter(({ now }) => now.length > 0);
  const of = <T extends { width: number }>(label: string, from: readonly T[], mse: (one: T) => number): Series[] =>
    from.length === 0
      ? []
      : [
          line(
            label,
            "measured",
            from.map(({ width }) => width),
            from.map((one) => Math.sqrt(mse(one))),
          ),
        ];
  const series = [
    ...of("Equal pieces", equal, ({ mse }) => mse),
    ...(precision === "float64"
      ? []
      : of(`Equal pieces in ${precision}`, equal, ({ mse, arithmetic }) => mse + arithmetic)),
    ...of(`Fitted to ${samples} noisy samples`, estimations, ({ bias, spread }) => bias + estimateMean(spread).value),
    ...of(
      `Random neurons, d = ${dimension}`,
      random.map((squares, i) => ({ width: widths[i] as number, squares })),
      ({ squares }) => estimateMean(squares).value,
    ),
    ...of("Trained by Adam, median", networks, ({ now }) => medianOf(now)),
    ...(settings.target === "square"
      ? of(
          "Folded, 2 units a fold",
          folded.map(({ folds, mse }) => ({ width: 2 * folds, mse })),
          ({ mse }) => mse,
        )
      : []),
  ];
  const fit = line(
    "Fitted, exact",
    "exact",
    estimations.map(({ width }) => width),
    estimations.map(({ width, bias }) => Math.sqrt(bias + (noise ** 2 * (width + 1)) / samples)),
  );
  const ends = series.map(({ label, x, values }) => {
    const last = values.length - 1;
    return `${label} ${(values[last] as number).toPrecision(2)} at ${x?.[last]}`;
  });
  return {
    title: "Error against width",
    x: { label: "Units N", scale: "log", values: widths },
    y: { label: "Root mean squared error", scale: "log" },
    series: [...series, ...exactErrors(targets[settings.target]), ...(estimations.length > 0 ? [fit] : [])],
    summary: `At the greatest width of each: ${ends.join("; ") || "nothing measured yet, of 11 widths"}.`,
  };
}

const labels: Record<keyof Parts, string> = {
  approximation: "Approximation",
  optimisation: "Optimisation",
  estimation: "Estimation",
  arithmetic: "Arithmetic",
};

function drawParts(measured: Measured): Panel[] {
  const found = widths.flatMap((width) => {
    const parts = partsAt(width, measured);
    return parts ? [{ width, parts }] : [];
  });
  if (found.length === 0) {
    return [];
  }
  const share = (parts: Parts, name: keyof Parts) => {
    const all = Object.values(parts).reduce((sum, value) => sum + Math.max(0, value), 0);
    return (100 * Math.max(0, parts[name])) / all;
  };
  const largest = found.map(({ width, parts }) => `${largestOf(parts)[0]} at N = ${width}`);
  return [
    {
      title: "What the squared error is made of",
      x: { label: "Doublings of the width, log₂ N", values: found.map(({ width }) => Math.log2(width)) },
      y: { label: "Share, in %" },
      series: (Object.keys(labels) as (keyof Parts)[]).map((name) => ({
        label: labels[name],
        kind: "bars",
        role: "measured",
        values: found.map(({ parts }) => share(parts, name)),
      })),
      summary:
        `The largest part is ${largest.join(", ")}. Approximation is the best fit with equal pieces; where training beats ` +
        "it, optimisation counts as 0. Arithmetic is that of the interpolating network.",
    },
  ];
}

function drawFunctions({ target, doublings }: Settings, { trained }: Pick<Measured, "trained">): Panel[] {
  const { at, special, before, label } = targets[target];
  const width = 2 ** doublings;
  const best = trained.find((one) => one.width === width)?.best ?? [];
  const first = best[0];
  const grid = [...Array.from({ length: 201 }, (_, i) => i / 200), ...special].sort((a, b) => a - b);
  const curve = grid.flatMap((x) =>
    before && special.includes(x) ? [[x, 0] as const, [x, 1] as const] : [[x, at(x)] as const],
  );
  const kinks = Array.from({ length: width + 1 }, (_, i) => i / width);
  const points = first
    ? [
        [first.from, first.slope * first.from + first.intercept],
        ...best.map((p) => [p.to, p.slope * p.to + p.intercept]),
      ]
    : [];
  return [
    {
      title: `${label} and networks of ${width} ${width === 1 ? "unit" : "units"}`,
      x: { label: "x", values: kinks },
      y: { label: "Output" },
      series: [
        { label: "Equal pieces", kind: "line", role: "measured", values: kinks.map(at) },
        ...(first
          ? [
              line(
                "Trained by Adam, best of 8",
                "measured",
                points.map(([x]) => x as number),
                points.map(([, y]) => y as number),
              ),
            ]
          : []),
        line(
          label,
          "exact",
          curve.map(([x]) => x),
          curve.map(([, y]) => y),
        ),
      ],
      summary: `${width} equal ${width === 1 ? "piece" : "pieces"}${first ? `; the best of 8 trained networks has ${best.length}` : ""}.`,
    },
  ];
}

/** What theory alone says. */
export function previewErrors(settings: Settings): { sentence: string; panels: Panel[] } {
  const { noise, samples } = settings;
  const target = targets[settings.target];
  const width = 2 ** settings.doublings;
  const fitted = fittedWidths(settings);
  const estimation = (units: number) => noise * Math.sqrt((units + 1) / samples);
  const [pieces, neurons] = [target.rmse(width).toPrecision(3), Math.sqrt(neuronVariance / width).toPrecision(3)];
  return {
    sentence:
      `By theory, a network of ${width} equal ${width === 1 ? "piece" : "pieces"} misses ${target.label} by a root mean ` +
      `square of ${pieces}, and the mean of ${width === 1 ? "one random neuron" : `${width} random neurons`} misses what ` +
      `it estimates by ${neurons}; fitting the pieces to ${samples} samples with noise ${noise} has ` +
      `an estimation error of ${estimation(width).toPrecision(3)} besides, which grows with width.`,
    panels: [
      {
        title: "Error against width, by theory",
        x: { label: "Units N", scale: "log", values: widths },
        y: { label: "Root mean squared error", scale: "log" },
        series: [
          ...exactErrors(target),
          line(`Estimation on ${samples} samples`, "exact", fitted, fitted.map(estimation)),
        ],
        summary:
          `At N = ${width}: ${pieces} by equal pieces, at a slope of −${target.order}; ${neurons} by random neurons, at ` +
          `−0.5; estimation ${estimation(width).toPrecision(3)}. Training is shown up to N = ${widestTrained}.`,
        answers: true,
      },
      ...drawFunctions(settings, { trained: [] }),
    ],
  };
}
