import { finiteCorrection, momentsOfSampleMean, type PopulationMoments } from "../../math/finitePopulation";
import { distinctLaw, distinctMean, distinctVariance, noRepeat } from "../../math/occupancy";
import { type Check, underHeadings } from "../demo";
import { birthdayGroup, daysOfYear, findSampled, type Measured, type Sampled } from "./measured";
import type { Problem } from "./problem";

export const ratioCheck = "Variance ratio, without to with replacement";
export const shareCheck = "Distinct share of a bootstrap sample";

/** Every claim that has been measured. */
export function listChecks(problem: Problem, measured: Measured): Check[] {
  return underHeadings({
    "Samples of the chosen size": checkSamples(problem, measured),
    "Samples of other sizes": checkFractions(problem, measured),
    "Bootstrap and repeats": checkResamples(problem, measured),
    "Stochastic gradient descent": checkEpochs(problem, measured),
  });
}

const cochran = "Cochran 1977, Sampling Techniques, chapter 2: σ²/n · (N − n)/(N − 1), with σ² = Σ(xᵢ − μ)²/N";

/** The standard error of a mean of squares, from the variance and the fourth moment of what is squared. */
const errorOfVariance = ({ variance, fourth }: { variance: number; fourth: number }, count: number) =>
  Math.sqrt(Math.max(0, fourth - variance ** 2) / count);

const chance = (check: Omit<Check, "rule">): Check => ({ ...check, rule: "stochastic" });

function checkSamples({ settings, moments, markedMoments }: Problem, measured: Measured): Check[] {
  const { draws, items } = settings;
  const [replaced, not] = [true, false].map((replacing) => findSampled(measured, draws, replacing));
  const checks: Check[] = [];
  for (const [sampled, way] of [
    [replaced, "with replacement"],
    [not, "without replacement"],
  ] as const) {
    if (sampled) {
      const { replacing, replicates, mean, variance } = sampled;
      const exact = momentsOfSampleMean(moments, draws, replacing);
      checks.push(
        chance({
          name: `Mean of the means, ${way}`,
          measured: mean,
          exact: moments.mean,
          standardError: Math.sqrt(exact.variance / replicates),
          source: "every draw has the population's law, so the mean of a sample is unbiased: E x̄ = μ",
        }),
        chance({
          name: `Variance of the mean, ${way}`,
          measured: variance,
          exact: exact.variance,
          standardError: errorOfVariance(exact, replicates),
          source: replacing ? "independent draws: σ²/n, with σ² = Σ(xᵢ − μ)²/N" : cochran,
        }),
      );
    }
  }
  if (replaced && not) {
    checks.unshift(
      compareVariances(ratioCheck, moments, items, replaced, not, "variance"),
      compareVariances(
        "Variance ratio of marked items, hypergeometric to binomial",
        markedMoments,
        items,
        replaced,
        not,
        "markedVariance",
      ),
    );
  }
  return checks;
}

/** Of the ratio of two independent variances: what their fourth moments give (delta method). */
export function errorOfRatio(moments: PopulationMoments, items: number, replaced: Sampled, not: Sampled): number {
  const { draws } = replaced;
  const relative = [replaced, not].map(({ replacing, replicates }) => {
    const law = momentsOfSampleMean(moments, draws, replacing);
    return law.variance === 0 ? 0 : errorOfVariance(law, replicates) / law.variance;
  });
  return finiteCorrection(draws, items) * Math.hypot(...relative);
}

function compareVariances(
  name: string,
  moments: PopulationMoments,
  items: number,
  replaced: Sampled,
  not: Sampled,
  of: "variance" | "markedVariance",
): Check {
  return chance({
    name,
    measured: not[of] / replaced[of],
    exact: finiteCorrection(replaced.draws, items),
    standardError: errorOfRatio(moments, items, replaced, not),
    source: `${cochran}: over σ²/n with replacement, (N − n)/(N − 1)`,
  });
}

/** Other sample sizes, and the whole population as its own sample. */
function checkFractions({ settings, moments }: Problem, measured: Measured): Check[] {
  const { draws, items } = settings;
  const checks: Check[] = [];
  for (const not of measured.samples.filter((one) => !one.replacing && one.draws !== draws)) {
    const replaced = findSampled(measured, not.draws, true);
    if (replaced) {
      const name = `${ratioCheck}, at n = ${not.draws}`;
      checks.push(compareVariances(name, moments, items, replaced, not, "variance"));
    } else if (not.draws === items) {
      checks.push({
        name: "Variance of the mean of the whole population, without replacement",
        measured: not.variance,
        exact: 0,
        standardError: 0,
        tolerance: 1e-9,
        rule: "identity",
        source: "a sample of all N items is the population: (N − n)/(N − 1) = 0",
      });
    }
  }
  return checks;
}

function checkResamples({ settings, dataMoments }: Problem, { resamples, otherSizes, birthdays }: Measured): Check[] {
  const checks: Check[] = [];
  const { draws } = settings;
  if (resamples) {
    const { distinct, replicates, variance } = resamples;
    const mean = distinctMean(draws, draws);
    const law = { variance: distinctVariance(draws, draws), fourth: centralMoment(distinctLaw(draws, draws), mean, 4) };
    const found = distinct.map((count) => count / replicates);
    const average = found.reduce((sum, share, d) => sum + share * d, 0);
    const spread = Math.sqrt(centralMoment(found, mean, 2));
    const deviation = Math.sqrt(law.variance);
    const data = momentsOfSampleMean(dataMoments, draws, true);
    checks.push(
      chance({
        name: shareCheck,
        measured: average / draws,
        exact: mean / draws,
        standardError: Math.sqrt(law.variance / replicates) / draws,
        source: "1 − (1 − 1/n)ⁿ: an item is missed by all n draws with probability (1 − 1/n)ⁿ",
      }),
      chance({
        name: "Standard deviation of the distinct share",
        measured: spread / draws,
        exact: deviation / draws,
        // Of a square root: the delta method.
        standardError: errorOfVariance(law, replicates) / (2 * deviation * draws),
        source:
          "occupancy: n(1 − 1/n)ⁿ + n(n − 1)(1 − 2/n)ⁿ − n²(1 − 1/n)²ⁿ is the variance of the number of items missed",
      }),
      chance({
        name: "Bootstrap variance of the mean",
        measured: variance,
        exact: data.variance,
        standardError: errorOfVariance(data, replicates),
        source: "Efron 1979: resamples are draws from the data's own distribution, so it is Σ(xᵢ − x̄)²/n²",
      }),
    );
  }
  for (const { size, replicates, distinct } of otherSizes ?? []) {
    checks.push(
      chance({
        name: `${shareCheck} of ${size}`,
        measured: distinct / (replicates * size),
        exact: distinctMean(size, size) / size,
        standardError: Math.sqrt(distinctVariance(size, size) / replicates) / size,
        source: "1 − (1 − 1/n)ⁿ, which tends to 1 − 1/e = 0.632",
      }),
    );
  }
  if (birthdays) {
    const exact = 1 - noRepeat(birthdayGroup, daysOfYear);
    checks.push(
      chance({
        name: `Probability of a repeat among ${birthdayGroup} draws from ${daysOfYear}`,
        measured: birthdays.shared / birthdays.groups,
        exact,
        standardError: Math.sqrt((exact * (1 - exact)) / birthdays.groups),
        source: "the birthday problem: 1 − (364 · 363 ⋯ 343)/365²²",
      }),
    );
  }
  return checks;
}

const centralMoment = (law: Float64Array, mean: number, power: number) =>
  law.reduce((sum, share, value) => sum + share * (value - mean) ** power, 0);

function checkEpochs({ settings, moments }: Problem, { epochs }: Measured): Check[] {
  if (!epochs) {
    return [];
  }
  const { items } = settings;
  const { runs, steps, replacing, reshuffled, worst } = epochs;
  const half = steps.length / 2 - 1;
  const middle = steps[half] as number;
  const end = momentsOfSampleMean(moments, items, true);
  const halfway = momentsOfSampleMean(moments, middle, false);
  return [
    chance({
      name: "Variance after an epoch of SGD with replacement",
      measured: replacing.at(-1) as number,
      exact: end.variance,
      standardError: errorOfVariance(end, runs),
      source: "with steps of length 1/t the weight is the mean of the t draws so far: σ²/N after N of them",
    }),
    {
      name: "Largest error after an epoch of reshuffled SGD, in σ",
      measured: worst / Math.sqrt(moments.variance),
      exact: 0,
      standardError: 0,
      tolerance: 1e-9,
      rule: "identity",
      source: "after all N items, in whatever order, the weight is their mean",
    },
    chance({
      name: `Variance after ${middle} steps of reshuffled SGD`,
      measured: reshuffled[half] as number,
      exact: halfway.variance,
      standardError: errorOfVariance(halfway, runs),
      source: cochran,
    }),
  ];
}
