import { binomialProbabilities } from "../../math/binomial";
import { gapThreshold, largestGap } from "../../math/kolmogorov";
import { fitLogistic, type LinearScore, scoreRow } from "../../math/logisticRegression";
import { normalCdf } from "../../math/normalDistribution";
import { binShare, stabilityIndex } from "../../math/stabilityIndex";
import type { Rows } from "./world";

/** A count out of so many. */
export interface Share {
  count: number;
  of: number;
}

/** One column of [rows, features], sorted upwards; of the rows with that label where one is given. */
export function sortedColumn(rows: Rows, values: Float64Array, feature: number, label?: number): Float64Array {
  const column: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    if (label === undefined || rows.labels[row] === label) {
      column.push(values[row * rows.features + feature] as number);
    }
  }
  return Float64Array.from(column).sort();
}

/** The scores of a model for served or computed rows, in their order. */
export const scoresOf = (model: LinearScore, rows: Rows, values: Float64Array): Float64Array =>
  Float64Array.from({ length: rows.count }, (_, row) => scoreRow(model, values, row));

/** Whether the model is right about each row. */
export const rightOf = (model: LinearScore, rows: Rows, values: Float64Array): boolean[] =>
  Array.from(scoresOf(model, rows, values), (score, row) => score > 0 === (rows.labels[row] === 1));

/** How many of them, among those asked for. */
export function countRight(right: readonly boolean[], among: (row: number) => boolean = () => true): Share {
  const share = { count: 0, of: 0 };
  right.forEach((one, row) => {
    if (among(row)) {
      share.of++;
      share.count += Number(one);
    }
  });
  return share;
}

/** The largest gap over its threshold at that level: above 1 the test rejects. Needs an example of each. */
export const gapOverThreshold = (a: Float64Array, b: Float64Array, level: number): number =>
  a.length > 0 && b.length > 0 ? largestGap(a, b) / gapThreshold(level, a.length, b.length) : 0;

/** The z of two shares' difference, `now` − `old`, with the pooled standard error; 0 where nothing varies. */
export function compareShares(old: Share, now: Share): number {
  const pooled = (old.count + now.count) / (old.of + now.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / old.of + 1 / now.of));
  return error > 0 ? (now.count / now.of - old.count / old.of) / error : 0;
}

/** Whether the share fell, or changed, at that level. */
export const fell = (old: Share, now: Share, level: number): boolean => normalCdf(compareShares(old, now)) < level;
export const changed = (old: Share, now: Share, level: number): boolean =>
  2 * normalCdf(-Math.abs(compareShares(old, now))) < level;

/** Whether of pairs of one row each `worse` outnumber `better` beyond chance: the exact one-sided sign test (McNemar 1947). */
export function worseInPairs(worse: number, better: number, level: number): boolean {
  const pairs = worse + better;
  const tail = binomialProbabilities(pairs, 0.5).reduce((sum, p, count) => (count >= worse ? sum + p : sum), 0);
  return tail < level;
}

/** The stability index of two samples, sorted upwards, over ten bins of as many old rows each. */
export function sampleIndex(old: Float64Array, now: Float64Array): number {
  const bins = 10;
  const edges = Array.from({ length: bins - 1 }, (_, i) => old[Math.floor(((i + 1) * old.length) / bins)] as number);
  const sharesOf = (values: Float64Array) => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
      const bin = edges.findIndex((edge) => value < edge);
      const at = bin < 0 ? bins - 1 : bin;
      counts[at] = (counts[at] as number) + 1;
    }
    return counts.map((count) => binShare(count, values.length));
  };
  return stabilityIndex(sharesOf(old), sharesOf(now));
}

/**
 * The classifier two-sample test: half of the rows teach a logistic model to tell old from new, and on the other half it
 * must beat a coin. Source: Lopez-Paz and Oquab 2017.
 */
export function tellApart(old: Rows, now: Rows, level: number): boolean {
  const { features } = old;
  const half = Math.floor(old.count / 2);
  const cut = half * features;
  const values = Float64Array.from([...old.computed.subarray(0, cut), ...now.served.subarray(0, cut)]);
  const labels = Array.from({ length: 2 * half }, (_, row) => Number(row >= half));
  const model = fitLogistic({ features, values, labels }, 1);
  let right = 0;
  for (let row = half; row < 2 * half; row++) {
    right += Number(scoreRow(model, old.computed, row) <= 0) + Number(scoreRow(model, now.served, row) > 0);
  }
  return normalCdf((half - right) / Math.sqrt(half / 2)) < level;
}
