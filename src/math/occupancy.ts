/**
 * The law of the number of distinct items among `draws` draws with replacement from `items` equally likely ones:
 * element d is the probability of d of them.
 * Source: a draw after d distinct ones is new with probability 1 - d/items (the occupancy problem; Feller, An Introduction
 * to Probability Theory and Its Applications 1).
 */
export function distinctLaw(draws: number, items: number): Float64Array {
  const most = Math.min(draws, items);
  const law = new Float64Array(most + 1);
  law[0] = 1;
  for (let draw = 0; draw < draws; draw++) {
    for (let d = Math.min(draw + 1, most); d > 0; d--) {
      law[d] = ((law[d] as number) * d + (law[d - 1] as number) * (items - d + 1)) / items;
    }
    law[0] = 0;
  }
  return law;
}

/** The mean of the number of distinct items: items (1 - (1 - 1/items)^draws). */
export const distinctMean = (draws: number, items: number): number => items * (1 - (1 - 1 / items) ** draws);

/** Its variance: m (1 - 1/m)^n + m (m - 1)(1 - 2/m)^n - m² (1 - 1/m)^2n, for n draws from m items. */
export function distinctVariance(draws: number, items: number): number {
  const oneMissed = (1 - 1 / items) ** draws;
  const twoMissed = (1 - 2 / items) ** draws;
  return items * oneMissed + items * (items - 1) * twoMissed - (items * oneMissed) ** 2;
}

/** The probability that n draws from m items repeat none: (1 - 1/m)(1 - 2/m) ... (1 - (n - 1)/m). */
export function noRepeat(draws: number, items: number): number {
  let probability = 1;
  for (let drawn = 1; drawn < draws; drawn++) {
    probability *= 1 - drawn / items;
  }
  return Math.max(0, probability);
}
