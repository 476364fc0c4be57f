import type { Moments } from "./exact";
import type { Course } from "./race";
import type { Searcher } from "./searchers";

/** What the searches of one searcher came to. */
export interface Race {
  searcher: Searcher;
  /** The regrets of each search, after 1, 2, ..., `budget` full evaluations' worth. */
  regrets: Float64Array[];
  /** What each search had spent when its incumbent came to the top for good; infinite where it never did. */
  reached: number[];
  /** The most that a search spent. */
  spent: number;
  /** For each search: how much better the winner looked than it is, and than it proved to be on fresh data. */
  optimism: number[];
  surprise: number[];
  /** The variance of the winners' values on fresh data, summed over the searches. */
  variance: number;
  /** All that the first search asked for. */
  first?: Course["asked"];
}

/** Independent measurements of one number. */
export interface Sample {
  count: number;
  sum: number;
}

/** What random search measured beside its race. */
export interface RandomSearches {
  searches: number;
  /** Trials counted for hits, and the searches in which one of them was of the top. */
  trials: number;
  hits: number;
  /** In each search: the share of fresh points that are better than its best. */
  fresh: number;
  better: Sample;
}

/** What a run has measured so far. */
export interface Measured {
  /** How many searches among uniform ranks first hit the top at trial 1, 2, ...; the last entry has all later ones. */
  firstHits: number[];
  /** Of so many settings that are equally good: what the winner promised, and what it held, in standard errors. */
  winners: { settings: number; promised: Sample; held: Sample }[];
  /** Distances to the nearest value tried, on the one dimension that matters, of two. */
  distances: { trials: number; grid: Sample; random: Sample }[];
  random?: RandomSearches;
  races: Race[];
}

/** Adds a measurement. */
export function addTo(sample: Sample, value: number): void {
  sample.count++;
  sample.sum += value;
}

/** An empty sample. */
export const createSample = (): Sample => ({ count: 0, sum: 0 });

/** Mean of a sample, its exact value, and the standard error that the exact variance gives. */
export const compare = ({ count, sum }: Sample, { mean, variance }: Moments) => ({
  measured: sum / count,
  exact: mean,
  standardError: Math.sqrt(variance / count),
});
