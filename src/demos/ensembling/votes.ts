/** Log-odds that networks give at points, [member][point] in one array a training set, and how likely a 1 is there. */
export interface LogOdds {
  members: number;
  bySet: Float64Array[];
  /** [points]: the true probability of the label 1. */
  truth: Float64Array;
}

/** How often ensembles of 1, 2, ... networks are right about a fresh label. */
export interface Votes {
  byVote: number[];
  byProbability: number[];
  byLogOdds: number[];
  /** Share of points where all members together say one thing by vote and another by mean probability. */
  apart: number;
  /** Largest, over points, of log loss of the mean less mean log loss of the members: averaging probabilities, log-odds. */
  excess: { probability: number; logOdds: number };
}

/** Lets networks decide together, in three ways. A tie is worth half. */
export function measureVotes({ members, bySet, truth }: LogOdds): Votes {
  const points = truth.length;
  const trials = points * bySet.length;
  const empty = () => new Array<number>(members).fill(0);
  const votes: Votes = {
    byVote: empty(),
    byProbability: empty(),
    byLogOdds: empty(),
    apart: 0,
    excess: { probability: Number.NEGATIVE_INFINITY, logOdds: Number.NEGATIVE_INFINITY },
  };
  for (const logOdds of bySet) {
    for (let point = 0; point < points; point++) {
      const likely = truth[point] as number;
      let [ballots, ones, zeros, sum, loss] = [0, 0, 0, 0, 0];
      for (let member = 0; member < members; member++) {
        const z = logOdds[member * points + point] as number;
        ballots += Math.sign(z);
        // Each from its own side: 1 less a number near 1 has lost its digits.
        ones += 1 / (1 + Math.exp(-z));
        zeros += 1 / (1 + Math.exp(z));
        sum += z;
        loss += expectedLogLoss(likely, z);
        const decisions = {
          byVote: ballots,
          byProbability: ones - zeros,
          byLogOdds: sum,
        };
        for (const [name, decision] of Object.entries(decisions)) {
          const right = decision === 0 ? 0.5 : decision > 0 ? likely : 1 - likely;
          const of = votes[name as keyof typeof decisions];
          of[member] = (of[member] as number) + right / trials;
        }
      }
      votes.apart += ballots * (ones - zeros) < 0 ? 1 / trials : 0;
      const { excess } = votes;
      const together = -likely * Math.log(ones / members) - (1 - likely) * Math.log(zeros / members);
      excess.probability = Math.max(excess.probability, together - loss / members);
      excess.logOdds = Math.max(excess.logOdds, expectedLogLoss(likely, sum / members) - loss / members);
    }
  }
  return votes;
}

/** Log loss of log-odds `z` where the label is 1 with probability `likely`. */
export const expectedLogLoss = (likely: number, z: number) =>
  Math.max(z, 0) - likely * z + Math.log1p(Math.exp(-Math.abs(z)));
