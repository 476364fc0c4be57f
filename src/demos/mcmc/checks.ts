import { autoregressionTime } from "../../math/autoregression";
import type { Estimate } from "../../math/estimate";
import {
  bestLeapfrogAcceptance,
  bestRandomWalk,
  correlatedAcceptance,
  leapfrogLaw,
  randomWalkAcceptance,
} from "../../math/normalAcceptance";
import { normalCdf } from "../../math/normalDistribution";
import { type Check, compareEstimate, underHeadings } from "../demo";
import type { Chains } from "./chains";
import { type Laws, pathDraws, sweepSteps } from "./laws";
import type { Settings } from "./settings";

/** The check that the prediction is about. */
export const predicted = "Acceptance of the random walk on the standard normal";

/** Fewer acceptances or refusals than this say nothing of a rate. */
const fewest = 200;

/** Every claim that has been measured. */
export function listChecks(settings: Settings, chains: Chains, laws: Laws): Check[] {
  return underHeadings({
    "Random walk on the standard normal": checkWalks(settings, laws),
    "Leapfrog paths on the standard normal": checkPaths(settings, laws),
    "Two correlated coordinates": checkSweeps(settings, laws),
    "Chains on the target": checkChains(settings, chains),
    "Best acceptance in many dimensions": laws.sweeps ? checkLimits() : [],
  });
}

function checkWalks({ dimension, length }: Settings, { walks }: Laws): Check[] {
  if (!walks) {
    return [];
  }
  return [
    compareEstimate(
      predicted,
      walks.acceptance,
      randomWalkAcceptance(dimension, length),
      "P(|T| > ℓ/2), T Student's t with d degrees of freedom: twice the chance of a ratio above 1, by reversibility; " +
        "for d → ∞ it is 2Φ(−ℓ/2), Roberts, Gelman and Gilks 1997",
    ),
    compareEstimate(
      "Most efficient ℓ of the random walk",
      walks.peak,
      bestRandomWalk(dimension),
      "maximum of the expected squared jump ℓ² P(|T′| > ½ℓ√(1 + 2/d)), T′ Student's t with d + 2 degrees of freedom",
    ),
  ];
}

function checkPaths({ dimension, stepSize, leapfrogs, chains }: Settings, { paths }: Laws): Check[] {
  if (!paths) {
    return [];
  }
  const law = leapfrogLaw(dimension, stepSize, leapfrogs);
  const checks: Check[] = [];
  if (chains * pathDraws * Math.min(law.acceptance, 1 - law.acceptance) >= fewest) {
    checks.push(
      compareEstimate(
        leapfrogs === 1
          ? "Acceptance of the Langevin step on the standard normal"
          : "Acceptance of Hamiltonian Monte Carlo on the standard normal",
        paths.acceptance,
        law.acceptance,
        "2 P(ΔH < 0) by reversibility; ΔH is a quadratic form of normals here, so this is 2 P(F < 1/s), F with d and d " +
          "degrees of freedom, s the squared singular value above 1 of the L leapfrog steps",
      ),
    );
  }
  // Beyond 4/3 exp(-ΔH) has no fourth moment, and its standard error could not be trusted; too small a ΔH is rounding.
  if (law.stretch < 4 / 3 && law.energyError > 1e-4) {
    checks.push(
      compareEstimate(
        "Creutz's identity: mean of exp(−ΔH)",
        paths.creutz,
        1,
        "leapfrog steps keep volume, so E[exp(−ΔH)] = 1 in stationarity for every ε and L: Creutz 1988",
      ),
    );
    if (dimension >= 10) {
      checks.push({
        name: "Acceptance by the mean energy error",
        measured: paths.acceptance.value,
        exact: 2 * normalCdf(-Math.sqrt(Math.max(0, paths.energyError.value) / 2)),
        standardError: 0,
        rule: "identity",
        // The formula is the limit of many dimensions: against the exact law it is off by up to 0.32/d.
        tolerance: 0.5 / dimension,
        source: "2Φ(−√(E[ΔH]/2)), the limit for d → ∞, where ΔH is normal: Neal 2011; within 0.5/d",
      });
    }
  }
  return checks;
}

function checkSweeps({ correlation, chains }: Settings, { sweeps, unstable }: Laws): Check[] {
  const checks: Check[] = [];
  if (sweeps) {
    const lag = correlation ** 2;
    const time = autoregressionTime(lag, sweepSteps);
    checks.push(
      compareEstimate(
        "Lag-one autocorrelation of Gibbs, two correlated coordinates",
        sweeps.lagOne,
        lag,
        "a sweep multiplies a coordinate's mean by ρ²: each conditional mean is ρ times the other coordinate",
      ),
      compareEstimate(
        "Sweeps of Gibbs for one independent draw",
        // The means of the chains are normal, so the mean of their squares is chi-square.
        { value: sweeps.time, standardError: time * Math.sqrt(2 / chains) },
        time,
        `n times the variance of the mean of n = ${sweepSteps} sweeps of a coordinate, an autoregression of order one: ` +
          "(1 + ρ²)/(1 − ρ²) less a term of order 1/n",
      ),
    );
  }
  if (unstable !== undefined) {
    checks.push({
      name: "Leapfrog step at which paths become unstable",
      measured: unstable,
      exact: 2 * Math.sqrt(1 - correlation),
      standardError: 0,
      rule: "identity",
      tolerance: 1e-4,
      source: "ε < 2/√λ, λ = 1/(1 − ρ) the largest eigenvalue of the precision matrix: Neal 2011",
    });
  }
  return checks;
}

function checkChains(settings: Settings, { outcome }: Chains): Check[] {
  if (!outcome || settings.start !== "exact") {
    return [];
  }
  const { belowQuartile, acceptance } = outcome;
  const invariant = "chains that start as exact draws from a target stay distributed as it, whatever their steps";
  return [
    ...(acceptance && settings.target === "correlated" && settings.sampler === "metropolis"
      ? [
          compareEstimate(
            "Acceptance of the random walk on correlated coordinates",
            acceptance,
            correlatedAcceptance(settings.correlation, settings.length / Math.SQRT2),
            "1 − a/√(1 + a²) averaged over all directions of a step, a its half length in standard deviations along it " +
              "for a unit step: twice the chance of a ratio above 1, by reversibility",
          ),
        ]
      : []),
    ...(["x", "y"] as const).flatMap((name, j) =>
      j === 1 && settings.target === "normal" && settings.dimension === 1
        ? []
        : [
            compareEstimate(
              `Draws left of the lower quartile of ${name}`,
              belowQuartile[j] as Estimate,
              0.25,
              invariant,
            ),
          ],
    ),
  ];
}

/** The famous numbers, by the exact laws of so many dimensions. */
function checkLimits(): Check[] {
  const dimension = 100_000;
  const { langevin, hamiltonian } = bestLeapfrogAcceptance(dimension);
  const walk = randomWalkAcceptance(dimension, bestRandomWalk(dimension));
  const law = `exact law of ${dimension.toLocaleString("en-GB")} dimensions`;
  return [
    ["Random walk", walk, 0.234, "where the squared jump is largest; for d → ∞ 0.234: Roberts, Gelman and Gilks 1997"],
    [
      "Langevin step",
      langevin,
      0.574,
      "where the squared jump is largest; for d → ∞ 0.574: Roberts and Rosenthal 1998",
    ],
    [
      "Hamiltonian Monte Carlo",
      hamiltonian,
      0.651,
      "where the squared jump for a leapfrog step is largest, on paths of a quarter of a turn; for d → ∞ 0.651: Beskos " +
        "et al. 2013",
    ],
  ].map(([name, measured, exact, source]) => ({
    name: `${name}, ${law}`,
    measured: measured as number,
    exact: exact as number,
    standardError: 0,
    rule: "identity",
    tolerance: 0.001,
    source: source as string,
  }));
}
