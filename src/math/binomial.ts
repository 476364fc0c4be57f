/** The probabilities of 0 to `trials` successes, each trial on its own one with probability `p`: [trials + 1]. */
export function binomialProbabilities(trials: number, p: number): Float64Array {
  const of = new Float64Array(trials + 1);
  of[0] = 1;
  // Trial by trial: sums of positive numbers, so that small probabilities are right to their last digits too.
  for (let trial = 1; trial <= trials; trial++) {
    for (let successes = trial; successes >= 0; successes--) {
      const before = successes > 0 ? (of[successes - 1] as number) : 0;
      of[successes] = p * before + (1 - p) * (of[successes] as number);
    }
  }
  return of;
}

/**
 * The probability that most of `voters` independent voters are right, each with probability `p`; a tie is decided by a
 * fair coin. Source: Condorcet 1785, the jury theorem.
 */
export function majorityProbability(voters: number, p: number): number {
  return binomialProbabilities(voters, p).reduce((sum, probability, right) => {
    return sum + (2 * right > voters ? probability : 2 * right === voters ? probability / 2 : 0);
  }, 0);
}
