import { majorityProbability } from "../../math/binomial";
import { type Check, underHeadings } from "../demo";
import type { Learned, Measured } from "./measured";
import { juries, type Settings } from "./problem";
import { varianceOfMean } from "./spread";

export const shareCheck = "Variance of the mean of the networks, of one network's";

/** So many expected rare outcomes make a binomial count nearly normal. */
const fewest = 50;

/** Every claim that has been measured. */
export function listChecks(settings: Settings, measured: Measured): Check[] {
  return underHeadings({
    "Networks that are averaged": [...checkSpread(settings, measured), ...checkAmbiguity(measured)],
    "Simulated predictions and voters": [...checkSimulated(settings, measured), ...checkBallots(settings, measured)],
    "Networks that decide together": checkVotes(measured),
    "Whether training learned": checkLearned(measured),
  });
}

const formula = "Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, eq. 15.1: ρσ² + (1 − ρ)σ²/M";

function checkSpread({ diversity, members }: Settings, { spread }: Measured): Check[] {
  if (!spread) {
    return [];
  }
  // Networks that are the same to the bit leave nothing to chance.
  const rule =
    diversity === "identical"
      ? ({ rule: "identity", tolerance: 1e-9, standardError: 0 } as const)
      : ({ rule: "stochastic" } as const);
  const { share, correlation, bias, biasOfOne } = spread;
  return [
    {
      standardError: share.standardError,
      ...rule,
      name: shareCheck,
      measured: share.value,
      exact: varianceOfMean(correlation, 1, members),
      source: `${formula}, over σ²; ρ and σ² are measured on other networks of the same training sets`,
    },
    {
      standardError: bias.standardError,
      ...rule,
      name: "Squared bias of the mean of the networks",
      measured: bias.value,
      exact: biasOfOne,
      source: "the mean of members with one bias has that bias: that of single other networks, measured too",
    },
  ];
}

function checkAmbiguity({ ambiguity }: Measured): Check[] {
  return ambiguity
    ? [
        {
          name: "Error of the ensemble, less mean error of the members plus their disagreement: largest at any point",
          measured: ambiguity.error,
          exact: 0,
          standardError: 0,
          rule: "identity",
          tolerance: 1e-12,
          source: "Krogh and Vedelsby 1995: (f̄ − y)² = mean (fᵢ − y)² − mean (fᵢ − f̄)², an identity of algebra",
        },
      ]
    : [];
}

function checkLearned({ regression, classification }: Measured): Check[] {
  const check = (name: string, learned: Learned | undefined): Check[] =>
    learned
      ? [
          {
            name: `Mean loss of ${name} on their own examples, as a share of that before training`,
            measured: learned.now / learned.before,
            exact: 1,
            standardError: 0,
            rule: "bound",
            source: "no theorem for gradient descent on networks: where it fails, nothing was learned",
          },
        ]
      : [];
  return [...check("the networks", regression), ...check("the classifiers", classification)];
}

function checkSimulated({ correlation, variance, members }: Settings, { simulated }: Measured): Check[] {
  if (!simulated) {
    return [];
  }
  const exact = varianceOfMean(correlation, variance, members);
  return [
    {
      name: "Variance of the mean of simulated predictions",
      measured: simulated.variance,
      exact,
      // A square of a normal number with mean 0 has a variance of twice its squared mean.
      standardError: exact * Math.sqrt(2 / simulated.trials),
      rule: "stochastic",
      source: formula,
    },
  ];
}

function checkBallots({ voter, members }: Settings, { ballots }: Measured): Check[] {
  if (!ballots) {
    return [];
  }
  const { right, trials } = ballots;
  return [...new Set([members, ...juries])].flatMap((voters): Check[] => {
    const exact = majorityProbability(voters, voter);
    // Where hardly one trial ends otherwise, there is nothing to measure.
    return trials * Math.min(exact, 1 - exact) < fewest
      ? []
      : [
          {
            name: `Probability that the majority of ${voters} independent voters is right`,
            measured: (right[voters - 1] as number) / trials,
            exact,
            standardError: Math.sqrt((exact * (1 - exact)) / trials),
            rule: "stochastic",
            source: "Condorcet 1785: the sum of C(M, k) pᵏ(1 − p)ᴹ⁻ᵏ over k > M/2, and half of it at k = M/2",
          },
        ];
  });
}

function checkVotes({ votes }: Measured): Check[] {
  const jensen = (what: string, measured: number): Check => ({
    name: `Log loss of the mean of ${what}, less mean log loss of the members: largest at any point`,
    measured,
    exact: 1e-12,
    standardError: 0,
    rule: "bound",
    source: `log loss is convex in ${what}: Jensen's inequality, up to rounding`,
  });
  return votes ? [jensen("probabilities", votes.excess.probability), jensen("log-odds", votes.excess.logOdds)] : [];
}
