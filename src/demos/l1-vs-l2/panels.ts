import { normalCdf } from "../../math/normalDistribution";
import type { Panel, Series } from "../demo";
import { columnWeights, countZeros, type Measured } from "./measured";
import { penaltyOf } from "./problem";
import type { Study } from "./study";

/** How many zeros soft thresholding leaves on average in an orthonormal design: the sum of P(|zⱼ| ≤ l1), zⱼ ~ N(wⱼ, σ²). */
function expectedZeros(truth: Float64Array, l1: number, noise: number): number {
  return truth.reduce((sum, w) => sum + normalCdf((l1 - w) / noise) - normalCdf((-l1 - w) / noise), 0);
}

/** The panels that show what was measured. */
export function drawMeasured(study: Study, measured: Measured): Panel[] {
  return [
    drawZeros(study, measured),
    ...drawPaths("Paths of L1: weights reach 0", study, measured.sparse),
    ...drawPaths("Paths of L2: weights shrink, and stay", study, measured.ridge),
    ...drawHistogram(study, measured),
    ...drawRace(study, measured),
  ];
}

const line = (label: string, values: ArrayLike<number>, role: Series["role"] = "measured"): Series => ({
  label,
  values,
  role,
  kind: "line",
});

function drawZeros({ lambdas, grid, at, settings, data: { truth } }: Study, measured: Measured): Panel {
  const shown = lambdas.slice(0, grid);
  const labels = { sparse: "L1", adam: "L1 by Adam", ridge: "L2", orthonormal: "L1, orthonormal features" };
  const series: Series[] = [];
  for (const [name, label] of Object.entries(labels)) {
    const values = measured[name as keyof typeof labels];
    if (values) {
      series.push(
        line(
          label,
          shown.map((_, column) => countZeros(values, lambdas.length, column)),
        ),
      );
    }
  }
  const expected = shown.map((lambda) => expectedZeros(truth, penaltyOf(settings, lambda).l1, settings.noise));
  series.push(line("Theory for orthonormal features", expected, "exact"));
  const counts = series.map(({ label, values }) => `${label} ${Number((values[at] as number).toFixed(1))}`);
  const universal = (settings.noise * Math.sqrt(2 * Math.log(truth.length))) / settings.mix;
  if (universal > 0) {
    series.push({
      label: "σ√(2 ln p)",
      x: [universal, universal],
      values: [0, truth.length],
      kind: "line",
      role: "exact",
    });
  }
  return {
    title: "Exact zeros against λ",
    x: { label: "λ", scale: "log", values: shown },
    y: { label: `Zeros of ${truth.length} weights` },
    series,
    summary:
      `Weights that are exactly zero at λ = ${settings.lambda}: ${counts.join(", ")}.` +
      (universal > 0
        ? ` At λ = ${universal.toFixed(2)}, Donoho and Johnstone's threshold σ√(2 ln p), orthonormal features leave hardly a useless weight.`
        : ""),
  };
}

function drawPaths(title: string, study: Study, values: ArrayLike<number> | undefined): Panel[] {
  if (!values) {
    return [];
  }
  const { lambdas, grid, at, data } = study;
  const { truth } = data;
  const shown = lambdas.slice(0, grid);
  // The useless weights first: the others are drawn over them.
  const order = [...truth.keys()].sort((a, b) => Math.abs(truth[a] as number) - Math.abs(truth[b] as number));
  const series = order.map((j): Series => {
    const path = shown.map((_, column) => values[j * lambdas.length + column] as number);
    return truth[j] === 0 ? line("True weight 0", path, "quiet") : line("True weight not 0", path);
  });
  const top = series.flatMap((path) => Array.from(path.values, Math.abs)).reduce((a, b) => Math.max(a, b), 0);
  const chosen = lambdas[at] as number;
  series.push({ label: "Chosen λ", x: [chosen, chosen], values: [-top, top], kind: "line", role: "exact" });
  const now = columnWeights(values, lambdas.length, at);
  const largest = Math.max(...now.map(Math.abs));
  return [
    {
      title,
      x: { label: "λ", scale: "log", values: shown },
      y: { label: "Weight" },
      series,
      summary:
        `At the chosen λ ${now.filter((w) => w === 0).length} of ${now.length} weights are exactly 0 ` +
        `and the largest is ${largest.toPrecision(3)}; over all λ it is ${top.toPrecision(3)}.`,
    },
  ];
}

function drawHistogram({ lambdas, at, settings }: Study, { sparse, adam, ridge }: Measured): Panel[] {
  const found = Object.entries({ L1: sparse, "L1 by Adam": adam, L2: ridge }).flatMap(([label, values]) =>
    values ? [{ label, weights: columnWeights(values, lambdas.length, at) }] : [],
  );
  if (found.length === 0) {
    return [];
  }
  const largest = found.flatMap(({ weights }) => weights).reduce((top, w) => Math.max(top, Math.abs(w)), 0.5);
  // An odd number of bins: the middle one is centred on 0.
  const bins = 21;
  const width = (2 * largest) / (bins - 1);
  const centres = Array.from({ length: bins }, (_, i) => (i - (bins - 1) / 2) * width);
  const series = found.map(({ label, weights }): Series => {
    const counts = new Array<number>(bins).fill(0);
    for (const w of weights) {
      const bin = Math.round(w / width) + (bins - 1) / 2;
      counts[bin] = (counts[bin] as number) + 1;
    }
    return { label, values: counts, kind: "bars", role: "measured" };
  });
  const middle = found.map(({ label, weights }) => {
    const near = weights.filter((w) => Math.abs(w) < width / 2);
    return `${label} ${near.length}, ${near.filter((w) => w === 0).length} of them exactly 0`;
  });
  return [
    {
      title: `Weights at λ = ${settings.lambda}`,
      x: { label: "Weight", values: centres },
      y: { label: "Number of weights" },
      series,
      summary: `Weights within ${(width / 2).toPrecision(2)} of zero: ${middle.join("; ")}.`,
    },
  ];
}

function drawRace({ settings }: Study, { race }: Measured): Panel[] {
  if (race.length === 0) {
    return [];
  }
  const name = settings.solver.toUpperCase();
  const reached = (["proximal", "adam"] as const).flatMap((of) => {
    const last = race.filter((entry) => !Number.isNaN(entry[of])).at(-1);
    return last ? [`${of === "adam" ? "Adam" : name} is ${last[of].toExponential(1)} after ${last.steps} steps`] : [];
  });
  const pick = (of: "proximal" | "adam" | "bound") => race.map((entry) => entry[of]);
  return [
    {
      title: "One L1 objective, two ways down",
      x: { label: "Steps", scale: "log", values: race.map(({ steps }) => steps) },
      y: { label: "F(w) − F*", scale: "log" },
      series: [
        line(name, pick("proximal")),
        line("Adam", pick("adam")),
        line(`Bound of ${name}`, pick("bound"), "exact"),
      ],
      summary: `Above the minimum: ${reached.join(", ")}.`,
    },
  ];
}
