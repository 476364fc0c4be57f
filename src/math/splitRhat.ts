import { normalQuantile } from "./normalDistribution";

/**
 * How far chains disagree, 1 if not at all: the larger of the rank-normalised split-R̂ of the draws and that of their
 * distances from the median, which sees chains that differ in scale. Each chain has the same number of draws, four or
 * more, and is split in halves, so that a drift within a chain counts too. Infinite where no half moves at all.
 * Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, "Rank-normalization, folding, and
 * localization".
 */
export function rankSplitRhat(chains: readonly ArrayLike<number>[]): number {
  const half = (chains[0] as ArrayLike<number>).length >> 1;
  const halves = chains.length * 2;
  const draws = new Float64Array(halves * half);
  chains.forEach((chain, c) => {
    for (let i = 0; i < half; i++) {
      draws[2 * c * half + i] = chain[i] as number;
      draws[(2 * c + 1) * half + i] = chain[chain.length - half + i] as number;
    }
  });
  const sorted = draws.slice().sort();
  const median = ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
  const folded = draws.map((value) => Math.abs(value - median));
  return Math.max(compare(normalScores(draws), half), compare(normalScores(folded), half));
}

/** Each value's rank, as the normal quantile that belongs to it: equal values share the mean of their ranks. */
function normalScores(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const scores = new Map<number, number>();
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from] as number;
    for (to = from + 1; sorted[to] === value; ) {
      to++;
    }
    scores.set(value, normalQuantile(((from + 1 + to) / 2 - 3 / 8) / (sorted.length + 1 / 4)));
  }
  return values.map((value) => scores.get(value) as number);
}

/** √((W (n - 1)/n + B/n) / W) of groups of n values: Vehtari et al. 2021, equations 1 to 4, after Gelman and Rubin 1992. */
function compare(values: Float64Array, n: number): number {
  const groups = values.length / n;
  let within = 0;
  let sum = 0;
  let squares = 0;
  for (let g = 0; g < groups; g++) {
    const group = values.subarray(g * n, (g + 1) * n);
    const mean = group.reduce((a, b) => a + b, 0) / n;
    within += group.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1) / groups;
    sum += mean;
    squares += mean * mean;
  }
  const between = (squares - (sum * sum) / groups) / (groups - 1);
  return Math.sqrt((n - 1) / n + between / within);
}
