import type { Panel, RunContext, Series } from "../demo";
import { medianNearest } from "./checks";
import { ballPoints } from "./claims";
import { countParameters, listSizes, nameModel, readSettings, truthOf } from "./problem";

/** What theory alone says of both kinds. */
export function preview(params: RunContext["params"]): { sentence: string; panels: Panel[] } {
  const settings = readSettings(params);
  const { features, noise, most, degree } = settings;
  const floor = truthOf(settings).floor(degree);
  const weights = countParameters(settings);
  const sizes = listSizes(most);
  const line = (label: string, values: number[]): Series => ({ label, values, kind: "line", role: "exact" });
  const variance = sizes.map((n) => (n > weights + 1 ? (noise ** 2 * weights) / (n - weights - 1) : Number.NaN));
  const rate = 4 / (4 + features);
  const dimensions = Array.from({ length: 50 }, (_, i) => i + 1);
  const nearest = dimensions.map((d) => medianNearest(ballPoints, d).distance);
  const model = nameModel(settings);
  const said =
    floor === 0 ? "has the form of the law and no floor" : `keeps an error of ${floor.toPrecision(3)} for ever`;
  return {
    sentence:
      `By theory ${model} ${said}; to halve the rest of its error takes about 2 times the examples, and to halve ` +
      `that of a non-parametric method at the best worst-case rate for a smooth law, n^(−${rate.toFixed(2)}), ` +
      `${Number((2 ** (1 / rate)).toPrecision(3))} times.`,
    panels: [
      {
        title: "Error above the noise, by theory",
        x: { label: "Examples n", scale: "log", values: sizes },
        y: { label: "Mean squared error − σ²", scale: "log" },
        series: [
          ...(variance.some((value) => value > 0)
            ? [line("Variance of least squares, σ²p/(n − p − 1)", variance)]
            : []),
          ...(floor > 0
            ? [
                line(
                  `Floor of ${model}`,
                  sizes.map(() => floor),
                ),
              ]
            : []),
          line(
            `n^(−${rate.toFixed(2)}), the rate for a law with two derivatives`,
            sizes.map((n) => n ** -rate),
          ),
        ],
        summary:
          `The variance is that of p = ${weights} weights with normal features and no intercept, about what it is here; ` +
          `${floor > 0 ? `the floor is ${floor.toPrecision(3)}` : "there is no floor"}. ` +
          `Only the slope of the rate is known, not its height: it is drawn as 1 at n = 1.`,
      },
      {
        title: `How far the nearest of ${ballPoints} points is`,
        x: { label: "Dimensions d", values: dimensions },
        y: { label: "Median distance from the centre" },
        series: [line("(1 − (1/2)^(1/N))^(1/d)", nearest)],
        summary:
          `In a ball of radius 1, from its centre: in ${features} dimension${features === 1 ? "" : "s"} it is ${(nearest[features - 1] as number).toPrecision(2)} ` +
          `of the radius, in 10 it is ${(nearest[9] as number).toFixed(2)}.`,
      },
    ],
  };
}
