import { autoregressionTime } from "../../math/autoregression";
import { type Estimate, fitSlope, slopeWeights } from "../../math/estimate";
import { leapfrogLaw, randomWalkAcceptance, randomWalkJump } from "../../math/normalAcceptance";
import { type Check, compareEstimate, underHeadings } from "../demo";
import { type Chains, sweepSteps } from "./chains";
import type { AtDimension, Measured } from "./measured";
import { levels, pathOf, type Settings } from "./settings";
import { lengthDeviation, logBallShare, logEffectiveShare, logMoment, logRejection, meanLength } from "./theory";

/** The check that the prediction is about. */
export const predicted = `Ball in the cube of ${levels} dimensions: log₁₀ of the points accepted per million`;

/** Fewer acceptances or refusals than this say nothing of a rate. */
const fewest = 100;
const volume = "π^(d/2) / (Γ(d/2 + 1) 2^d), the volume of the ball of radius 1 over that of its cube";

/** Every claim that has been measured. */
export function listChecks(settings: Settings, measured: Measured): Check[] {
  const chosen = measured.at.find(({ dimension }) => dimension === settings.dimension);
  const among = (dimensions: number[]) => measured.at.filter(({ dimension }) => dimensions.includes(dimension));
  return underHeadings({
    "A ball in its cube": [...checkLevels(measured), ...among([2, 3, 5, 10]).flatMap(checkBall)],
    "Independent draws": among([settings.dimension, 5, 10]).flatMap((at) => checkNormal(settings, at)),
    "Where the mass is": among([settings.dimension, 100]).flatMap(checkShell),
    "Markov chains": [
      ...(chosen ? checkChains(settings, chosen) : []),
      ...among([1, 2, 5, 100]).flatMap((at) => (at === chosen ? [] : checkAcceptance(settings, at))),
      ...checkScaling(settings, measured),
      ...checkSweeps(settings, measured),
    ],
  });
}

function checkLevels({ levels: { points, inside } }: Measured): Check[] {
  if (inside.length < levels) {
    return [];
  }
  const exact = Array.from({ length: levels }, (_, i) => Math.exp(logBallShare(i + 1) - logBallShare(Math.max(1, i))));
  // The logarithm of a product of independent shares: the variance of each is that of a binomial over its mean squared.
  const variance = exact.reduce((sum, share) => sum + (1 - share) / (share * points), 0);
  const value = inside.reduce((sum, count) => sum + Math.log10(count / points), 6);
  return [
    compareEstimate(
      predicted,
      { value, standardError: Math.sqrt(variance) / Math.LN10 },
      6 + logBallShare(levels) / Math.LN10,
      `${volume}; measured as the product of the shares from each dimension to the next`,
    ),
  ];
}

function checkBall({ dimension, draws }: AtDimension): Check[] {
  const exact = Math.exp(logBallShare(dimension));
  return draws
    ? checkShare(`Share of the cube of ${dimension} dimensions in the ball`, draws.inside, draws.points, exact, volume)
    : [];
}

/** A count of independent trials. */
function checkShare(name: string, count: number, trials: number, exact: number, source: string): Check[] {
  return trials * Math.min(exact, 1 - exact) < fewest
    ? []
    : [
        compareEstimate(
          name,
          { value: count / trials, standardError: Math.sqrt((exact * (1 - exact)) / trials) },
          exact,
          source,
        ),
      ];
}

function checkNormal({ variance }: Settings, { dimension, draws }: AtDimension): Check[] {
  if (!draws) {
    return [];
  }
  const { points, accepted, logMeanWeight, effectiveShare } = draws;
  const moment = (power: number) => Math.exp(logMoment(dimension, variance, power));
  const [second, third, fourth] = [moment(2), moment(3), moment(4)];
  const checks = checkShare(
    `Rejection from a normal of variance ${variance}, ${dimensions(dimension)}: share accepted`,
    accepted,
    points,
    Math.exp(logRejection(dimension, variance)),
    "1/c = s^−d, c the largest ratio of the densities: MacKay 2003, section 29.3",
  );
  // Where the mean of the weights is far from normal yet, its standard error would say little.
  const skewness = (third - 3 * second + 2) / (second - 1) ** 1.5;
  if (second > 1 + 1e-6 && skewness < 0.1 * Math.sqrt(points)) {
    checks.push(
      compareEstimate(
        `Mean importance weight, ${dimensions(dimension)}`,
        {
          value: Math.exp((dimension / 2) * Math.log(variance) + logMeanWeight),
          standardError: Math.sqrt((second - 1) / points),
        },
        1,
        "weights p/q have mean 1; their variance (s²/√(2s² − 1))^d − 1 is known exactly",
      ),
    );
    // Its squares must have settled too.
    if (fourth / second ** 2 < 1e-3 * points) {
      checks.push(
        compareEstimate(
          `Effective share n_eff/n of importance sampling, ${dimensions(dimension)}`,
          // The delta method for (mean of w)² over the mean of w², whose moments are known.
          { value: effectiveShare, standardError: Math.sqrt(shareVariance(second, third, fourth) / points) },
          Math.exp(logEffectiveShare(dimension, variance)),
          "1/E[w²] = (√(2s² − 1)/s²)^d",
        ),
      );
    }
  }
  return checks;
}

/** The variance of n_eff/n for one draw, to leading order, by the moments of the weights. */
const shareVariance = (second: number, third: number, fourth: number): number =>
  (4 * (second - 1)) / second ** 2 - (4 * (third - second)) / second ** 3 + (fourth - second ** 2) / second ** 4;

/** Where the volume of a ball is, and where a standard normal is. */
function checkShell({ dimension, draws, paths }: AtDimension): Check[] {
  const checks: Check[] = [];
  if (draws) {
    const { outside, points } = draws.shell;
    const name = `Outer 1 % of the radius of a ball, ${dimensions(dimension)}: share of the volume`;
    checks.push(...checkShare(name, outside, points, 1 - 0.99 ** dimension, "1 − 0.99^d: volume grows as r^d"));
  }
  if (paths && paths.count >= enough) {
    const { value, standardError } = paths.spread;
    const deviation = Math.sqrt(value);
    checks.push(
      compareEstimate(
        `Mean length of a standard normal vector, ${dimensions(dimension)}`,
        paths.length,
        meanLength(dimension),
        "√2 Γ((d + 1)/2) / Γ(d/2), the mean of the chi distribution",
      ),
      compareEstimate(
        `Standard deviation of that length, ${dimensions(dimension)}`,
        // Of a square root: the delta method.
        { value: deviation, standardError: standardError / (2 * deviation) },
        lengthDeviation(dimension),
        "√(d − (E|x|)²), since E|x|² = d; it tends to 1/√2 = 0.7071",
      ),
    );
  }
  return checks;
}

/** From the spread of fewer chains than this a standard error is too uncertain. */
const enough = 100;

function checkAcceptance({ length }: Settings, { dimension, walks }: AtDimension): Check[] {
  return walks && walks.count >= enough
    ? [
        compareEstimate(
          `Acceptance of the random walk, ${dimensions(dimension)}`,
          walks.acceptance,
          randomWalkAcceptance(dimension, length),
          "P(|T| > ℓ/2), T Student's t with d degrees of freedom, by reversibility",
        ),
      ]
    : [];
}

function checkChains(settings: Settings, at: AtDimension): Check[] {
  const { dimension, walks, paths } = at;
  const checks = checkAcceptance(settings, at);
  if (walks) {
    checks.push(
      compareEstimate(
        `Lag-one autocorrelation of the random walk, ${dimensions(dimension)}`,
        { value: 1 - walks.jump.value / 2, standardError: walks.jump.standardError / 2 },
        1 - randomWalkJump(dimension, settings.length) / (2 * dimension),
        "1 − E[(x₁′ − x₁)²]/2, and the expected squared jump is ℓ² P(|T′| > ½ℓ√(1 + 2/d)), T′ Student's t with d + 2 " +
          "degrees of freedom",
      ),
    );
  }
  if (paths) {
    const { stepSize, leapfrogs } = pathOf(dimension);
    checks.push(
      compareEstimate(
        `Acceptance of Hamiltonian Monte Carlo, ${dimensions(dimension)}`,
        paths.acceptance,
        leapfrogLaw(dimension, stepSize, leapfrogs).acceptance,
        "2 P(ΔH < 0) by reversibility: 2 P(F < 1/s), F with d and d degrees of freedom, s the squared singular value " +
          "above 1 of the leapfrog steps",
      ),
    );
  }
  return checks;
}

/** How the random walk's squared jump along one axis falls with the dimension, and what a path of dynamics costs. */
function checkScaling({ length }: Settings, { at }: Measured): Check[] {
  const large = at.filter(({ dimension, walks, paths }) => dimension >= 100 && walks && paths);
  if (large.length < 4) {
    return [];
  }
  return [
    checkPower("Squared jump of a coordinate of the random walk, as a power of d", {
      large,
      measured: ({ walks }) => (walks as Chains).jump,
      exact: ({ dimension }) => randomWalkJump(dimension, length) / dimension,
      source:
        "ℓ² P(|T′| > ½ℓ√(1 + 2/d))/d over d = 100 to 1000, close to d to the power −1: steps for an independent draw grow " +
        "as d (Roberts, Gelman and Gilks 1997), their cost as d²",
    }),
    checkPower("Cost of an independent draw by Hamiltonian Monte Carlo, as a power of d", {
      large,
      measured: ({ dimension, paths }) => {
        const { time, count } = paths as Chains;
        const cost = dimension * pathOf(dimension).leapfrogs * time;
        // The means of the chains are normal, so the mean of their squares is chi-square.
        return { value: cost, standardError: cost * Math.sqrt(2 / count) };
      },
      exact: ({ dimension, paths }) => {
        const { stepSize, leapfrogs } = pathOf(dimension);
        // After a quarter of a turn a draw owes nothing to the one before, unless that is kept.
        const kept = 1 - leapfrogLaw(dimension, stepSize, leapfrogs).acceptance;
        return dimension * leapfrogs * autoregressionTime(kept, (paths as Chains).steps);
      },
      source:
        "d numbers in each of L leapfrog steps, (2 − a)/a draws with the acceptance a for an independent one, over d = " +
        "100 to 1000: close to d to the power 5/4, as L grows as d^¼, Neal 2011",
    }),
  ];
}

/** The slope of the logarithm of something against that of the dimension. */
function checkPower(
  name: string,
  of: {
    large: readonly AtDimension[];
    measured(at: AtDimension): Estimate;
    exact(at: AtDimension): number;
    source: string;
  },
): Check {
  const xs = of.large.map(({ dimension }) => Math.log(dimension));
  const weights = slopeWeights(xs);
  const estimates = of.large.map(of.measured);
  const variance = estimates.reduce((sum, { value, standardError }, i) => {
    return sum + ((weights[i] as number) * standardError) ** 2 / value ** 2;
  }, 0);
  const slope = (values: readonly number[]) => fitSlope(xs, values.map(Math.log));
  return compareEstimate(
    name,
    { value: slope(estimates.map(({ value }) => value)), standardError: Math.sqrt(variance) },
    slope(of.large.map(of.exact)),
    of.source,
  );
}

function checkSweeps({ correlation }: Settings, { sweeps }: Measured): Check[] {
  if (!sweeps) {
    return [];
  }
  const exact = autoregressionTime(correlation ** 2, sweepSteps);
  return [
    compareEstimate(
      "Sweeps of Gibbs for one independent draw",
      { value: sweeps.time, standardError: exact * Math.sqrt(2 / sweeps.count) },
      exact,
      `n times the variance of the mean of n = ${sweepSteps} sweeps of a coordinate: (1 + ρ²)/(1 − ρ²) less a term of ` +
        "order 1/n, in every dimension",
    ),
  ];
}

const dimensions = (dimension: number): string => (dimension === 1 ? "1 dimension" : `${dimension} dimensions`);
