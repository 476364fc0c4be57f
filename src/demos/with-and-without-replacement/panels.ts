import { finiteCorrection, momentsOfSampleMean, type PopulationMoments } from "../../math/finitePopulation";
import { distinctLaw, distinctMean, distinctVariance } from "../../math/occupancy";
import type { Panel, Series } from "../demo";
import { errorOfRatio } from "./checks";
import { findSampled, type Measured } from "./measured";
import type { Problem, Settings } from "./problem";

/** The picture: what was measured, over what theory says. */
export function drawPanels(problem: Problem, measured: Measured): Panel[] {
  return [
    drawMeans(problem, measured),
    drawRatios(problem.settings, measured, problem.moments),
    drawDistinct(problem.settings, measured),
    ...drawEpoch(problem, measured),
  ];
}

const ways = [
  { replacing: true, label: "with replacement" },
  { replacing: false, label: "without" },
];

const digits = (value: number) => String(Number(value.toPrecision(4)));

/** Histograms of the mean both ways, with the normal curves of the same variance. */
function drawMeans({ settings, moments, population }: Problem, measured: Measured): Panel {
  const { draws, items } = settings;
  const deviationOf = (replacing: boolean) => Math.sqrt(momentsOfSampleMean(moments, draws, replacing).variance);
  // Means lie on a lattice: a bin holds a whole number of its points, or the histogram would show gaps of its own.
  const lattice = population.reduce(greatestDivisor, 0) / draws;
  const width = lattice * Math.max(1, Math.round((9 * deviationOf(true)) / (41 * lattice)));
  const bins = 2 * Math.ceil((4.5 * deviationOf(true)) / width) + 1;
  const first = Math.round(moments.mean / width) - (bins - 1) / 2;
  const centres = Array.from({ length: bins }, (_, i) => (first + i) * width);
  const series: Series[] = [];
  const words: string[] = [];
  for (const { replacing, label } of ways) {
    const sampled = findSampled(measured, draws, replacing);
    if (sampled) {
      const density = new Array<number>(bins).fill(0);
      for (const mean of sampled.means) {
        const bin = Math.floor(mean / width + 0.5) - first;
        if (bin >= 0 && bin < bins) {
          density[bin] = (density[bin] as number) + 1 / (sampled.replicates * width);
        }
      }
      series.push({ label: `Means ${label}`, values: density, kind: "bars", role: "measured" });
      words.push(`${digits(Math.sqrt(sampled.variance))} ${label}`);
    }
  }
  for (const { replacing, label } of ways) {
    const deviation = deviationOf(replacing);
    // The whole population has one mean, and no curve.
    if (deviation > 0) {
      const density = (x: number) =>
        Math.exp(-0.5 * ((x - moments.mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
      series.push({ label: `Normal curve ${label}`, values: centres.map(density), kind: "line", role: "exact" });
    }
  }
  const exact = ways.map(({ replacing, label }) => `${digits(deviationOf(replacing))} ${label}`).join(" and ");
  return {
    title: `Means of ${draws} of ${items} items`,
    x: { label: "Mean of the sample", values: centres },
    y: { label: "Density" },
    series,
    summary:
      `The means have standard deviations of ${exact} by theory` +
      `${words.length > 0 ? `; measured, ${words.join(" and ")}` : ""}.`,
  };
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** The variance ratio against the sampled share of the population; its standard errors need the population's moments. */
export function drawRatios({ items, draws }: Settings, measured: Measured, moments?: PopulationMoments): Panel {
  const shares = Array.from({ length: 101 }, (_, i) => i / 100);
  const sizes = measured.samples.filter(({ replacing }) => !replacing).map((one) => one.draws);
  const found = sizes
    .flatMap((n) => {
      const not = findSampled(measured, n, false);
      const replaced = findSampled(measured, n, true);
      // With replacement the mean of N draws varies: without, the ratio is 0 whatever that is.
      if (!not || (!replaced && n < items)) {
        return [];
      }
      const error = moments && replaced ? errorOfRatio(moments, items, replaced, not) : 0;
      return [{ n, ratio: replaced ? not.variance / replaced.variance : 0, error }];
    })
    .sort((a, b) => a.n - b.n);
  const at = found.find(({ n }) => n === draws);
  return {
    title: "Variance of the mean, without over with replacement",
    x: { label: "Sampled share n/N", values: shares },
    y: { label: "Ratio of variances" },
    series: [
      {
        label: "(N − n)/(N − 1)",
        values: shares.map((share) => Math.min(1, finiteCorrection(share * items, items))),
        kind: "line",
        role: "exact",
      },
      ...(found.length > 0
        ? [
            {
              label: "Measured",
              x: found.map(({ n }) => n / items),
              values: found.map(({ ratio }) => ratio),
              errors: found.map(({ error }) => error),
              kind: "points",
              role: "measured",
            } as const,
          ]
        : []),
    ],
    summary:
      `By theory the ratio is ${digits(finiteCorrection(draws, items))} for ${draws} of ${items}, ` +
      `${digits(finiteCorrection(items / 2, items))} for half of them and 0 for all` +
      `${at ? `; measured for ${draws}, ${digits(at.ratio)}` : ""}.`,
  };
}

/** How many distinct items a bootstrap sample has. */
export function drawDistinct({ draws }: Settings, { resamples }: Measured): Panel {
  const mean = distinctMean(draws, draws);
  const deviation = Math.sqrt(distinctVariance(draws, draws));
  const low = Math.max(1, Math.floor(mean - 4.5 * deviation));
  const high = Math.min(draws, Math.ceil(mean + 4.5 * deviation));
  const counts = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const law = distinctLaw(draws, draws);
  const series: Series[] = [];
  if (resamples) {
    const { distinct, replicates } = resamples;
    const shares = counts.map((d) => (distinct[d] as number) / replicates);
    series.push({ label: "Resamples", values: shares, kind: "bars", role: "measured" });
  }
  series.push({ label: "Exact law", values: counts.map((d) => law[d] as number), kind: "line", role: "exact" });
  const found = resamples?.distinct.reduce((sum, count, d) => sum + (count * d) / resamples.replicates, 0);
  return {
    title: "Distinct items of a bootstrap sample",
    x: { label: "Distinct share", values: counts.map((d) => d / draws) },
    y: { label: "Share of the resamples" },
    series,
    summary:
      `${draws} draws with replacement from ${draws} items hold ${digits((100 * mean) / draws)} % of them on average ` +
      `by theory, with a standard deviation of ${digits((100 * deviation) / draws)} %` +
      `${found === undefined ? "" : `; measured, ${digits((100 * found) / draws)} %`}.`,
  };
}

/** The error of gradient descent on the way through an epoch. */
function drawEpoch({ settings, moments }: Problem, { epochs }: Measured): Panel[] {
  if (!epochs) {
    return [];
  }
  const { items } = settings;
  const { steps, replacing, reshuffled } = epochs;
  const exact = (way: boolean) => steps.map((step) => momentsOfSampleMean(moments, step, way).variance || Number.NaN);
  // Of rounding alone: not on a log scale.
  const shown = Float64Array.from(reshuffled, (error, i) => (steps[i] === items ? Number.NaN : error));
  return [
    {
      title: "Mean squared error in an epoch of SGD",
      x: { label: "Steps", values: steps },
      y: { label: "Mean squared error", scale: "log" },
      series: [
        { label: "With replacement", values: replacing, kind: "points", role: "measured" },
        { label: "Reshuffled", values: shown, kind: "points", role: "measured" },
        { label: "σ²/t", values: exact(true), kind: "line", role: "exact" },
        { label: "σ²/t · (N − t)/(N − 1)", values: exact(false), kind: "line", role: "exact" },
      ],
      summary:
        `After ${items} steps the mean squared error is ${digits(replacing.at(-1) as number)} with replacement, where ` +
        `theory says ${digits(moments.variance / items)}, and 0 after a reshuffled epoch, which has seen every item once.`,
    },
  ];
}
