import { type Estimate, estimateMean } from "../../math/estimate";
import { rankSplitRhat } from "../../math/splitRhat";
import { lowerQuartile, type Target } from "./targets";

/** Bins of a histogram. */
export const bins = 60;
/** Chains that R̂ and the autocorrelation are computed from. */
export const compared = 32;
/** The autocorrelation is shown over fewer records than this. */
export const lags = 31;
/** Chains that are shown when they do not move any more. */
const shown = 400;

/** What the recorded states of chains add up to; of pairs the first is of x, the second of y. */
export interface Tally {
  /** Recorded draws of all chains. */
  draws: number;
  /** Positions of some hundred chains at the last record. */
  last: { x: Float64Array; y: Float64Array };
  /** How many draws fell into each of the bins of the picture. */
  histograms: readonly [Float64Array, Float64Array];
  /** Records a state of every chain, four floats a chain. */
  add(state: Float32Array): void;
  /** The larger R̂ of so many coordinates. */
  rhat(coordinates: number): number;
  variances(): readonly [number, number];
  /** The autocorrelation of x over 0, 1, 2, ... records; the standard errors are of the spread of the compared chains. */
  autocorrelation(): Estimate[];
  /** The share of draws below the exact lower quartile, its standard error from the spread of the chains. */
  belowQuartile(): readonly [Estimate, Estimate];
}

/** A tally of nothing yet. */
export function createTally({ marginals, window }: Target, chains: number): Tally {
  const coordinates = ([window.x, window.y] as const).map((range, j) => ({
    range,
    quartile: lowerQuartile(marginals[j as 0 | 1]),
    histogram: new Float64Array(bins),
    below: new Float64Array(chains),
    traces: Array.from({ length: compared }, () => [] as number[]),
    total: 0,
    squares: 0,
  }));
  type Coordinate = (typeof coordinates)[number];
  const [first, second] = coordinates as [Coordinate, Coordinate];
  const both = <T>(of: (coordinate: Coordinate) => T): readonly [T, T] => [of(first), of(second)];

  const tally: Tally = {
    draws: 0,
    last: { x: new Float64Array(0), y: new Float64Array(0) },
    histograms: both(({ histogram }) => histogram),
    add: (state) => {
      coordinates.forEach((coordinate, j) => {
        const { range, histogram, below, quartile, traces } = coordinate;
        const [low, high] = range;
        for (let c = 0; c < chains; c++) {
          const value = state[4 * c + j] as number;
          const bin = Math.floor(((value - low) / (high - low)) * bins);
          if (bin >= 0 && bin < bins) {
            histogram[bin] = (histogram[bin] as number) + 1;
          }
          below[c] = (below[c] as number) + (value < quartile ? 1 : 0);
          traces[c]?.push(value);
          coordinate.total += value;
          coordinate.squares += value * value;
        }
      });
      tally.draws += chains;
      const pick = (j: number) =>
        Float64Array.from({ length: Math.min(shown, chains) }, (_, c) => state[4 * c + j] as number);
      tally.last = { x: pick(0), y: pick(1) };
    },
    rhat: (count) => Math.max(...coordinates.slice(0, count).map(({ traces }) => rankSplitRhat(traces))),
    variances: () => both(({ total, squares }) => squares / tally.draws - (total / tally.draws) ** 2),
    autocorrelation: () => correlateLags(first.traces),
    belowQuartile: () => {
      const records = tally.draws / chains;
      return both(({ below }) => estimateMean(below.map((count) => count / records)));
    },
  };
  return tally;
}

/**
 * Around the mean and by the variance of all chains together: chains that sit in different places are correlated with
 * themselves for ever.
 */
function correlateLags(traces: readonly (readonly number[])[]): Estimate[] {
  const all = traces.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  const records = (traces[0] as readonly number[]).length;
  return Array.from({ length: Math.min(lags, records >> 1) }, (_, lag) =>
    estimateMean(
      traces.map((trace) => {
        let sum = 0;
        for (let i = lag; i < records; i++) {
          sum += ((trace[i] as number) - mean) * ((trace[i - lag] as number) - mean);
        }
        return sum / (records - lag) / variance;
      }),
    ),
  );
}
