/**
 * The fewest of `points` alternating labels 0, 1, 0, 1, ... that a labelling with at most `runs` runs gets wrong, by
 * dynamic programming over the points: what the best labelling so far costs, for each number of runs and each last label.
 */
export function fewestWrongByProgramme(points: number, runs: number): number {
  // Labelling [r][label]: with r + 1 runs, ending in that label.
  let costs = Array.from({ length: runs }, (_, r) => (r === 0 ? [0, 1] : [points, points]) as [number, number]);
  for (let i = 1; i < points; i++) {
    costs = costs.map(([zero, one], r) => {
      const [zeroBefore, oneBefore] = costs[r - 1] ?? [points, points];
      return [Math.min(zero, oneBefore) + (i % 2), Math.min(one, zeroBefore) + 1 - (i % 2)];
    });
  }
  return Math.min(...costs.flat());
}

/** The same in closed form: (n - r) / 2 for the largest r of the parity of n. As a share of n it is ½ - r / (2n). */
export function fewestWrong(points: number, runs: number): number {
  const most = Math.min(points, runs);
  return (points - most + ((points - most) % 2)) / 2;
}

/** A threshold turns a function of p linear pieces into at most p + 1 runs of equal labels. */
export const mostRuns = (units: number): number => units + 2;

/** How many alternating points a prediction gets wrong, thresholded at ½. */
export function countWrong(predictions: ArrayLike<number>): number {
  let wrong = 0;
  for (let i = 0; i < predictions.length; i++) {
    wrong += ((predictions[i] as number) >= 0.5 ? 1 : 0) === i % 2 ? 0 : 1;
  }
  return wrong;
}
