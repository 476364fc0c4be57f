import { type Estimate, estimateMean, fitSlope, slopeWeights } from "../../math/estimate";
import { medianRanks, quantileOf } from "../../math/orderStatistics";
import type { Measured, Neurons, Trained } from "./measured";
import { type Settings, widths } from "./settings";

/** The parts of a network's mean squared error at one width. */
export interface Parts {
  /** Of the best fit with equal pieces. */
  approximation: number;
  /** What the median network in training has more than that; below 0 where it found better kinks than equal ones. */
  optimisation: number;
  estimation: number;
  arithmetic: number;
}

/** The median of numbers. */
export const medianOf = (errors: readonly number[]): number =>
  quantileOf(
    [...errors].sort((a, b) => a - b),
    0.5,
  );

/** The parts at a width, where all four are measured. */
export function partsAt(width: number, { equal, estimations, trained }: Measured): Parts | undefined {
  const pieces = equal.find((one) => one.width === width);
  const fit = estimations.find((one) => one.width === width);
  const networks = trained.find((one) => one.width === width);
  if (!pieces || !fit || !networks || networks.now.length === 0) {
    return undefined;
  }
  return {
    approximation: fit.bias,
    optimisation: medianOf(networks.now) - fit.bias,
    estimation: estimateMean(fit.spread).value,
    arithmetic: pieces.arithmetic,
  };
}

/** Widths from which on a slope is fitted: with fewer pieces a wave is not resolved. */
const settledWidths = widths.filter((width) => width >= 8);

/** The slope of log RMSE against log N, by equal pieces. */
export const equalSlope = ({ equal }: Measured): number =>
  fitSlope(
    settledWidths.map(Math.log),
    settledWidths.map((width) => 0.5 * Math.log(equal.find((one) => one.width === width)?.mse ?? Number.NaN)),
  );

/**
 * The same by random neurons. Its standard error is by what each replicate contributes to the slope, since the errors of
 * one replicate at several widths go together.
 */
export function neuronsSlope({ squares }: Neurons): Estimate {
  const weights = slopeWeights(widths.map(Math.log)).map((weight) => weight / 2);
  const means = squares.map((of) => estimateMean(of).value);
  const value = weights.reduce((sum, weight, i) => sum + weight * Math.log(means[i] as number), 0);
  const contributions = Array.from({ length: squares[0]?.length ?? 0 }, (_, lane) =>
    weights.reduce((sum, weight, i) => sum + weight * ((squares[i]?.[lane] as number) / (means[i] as number) - 1), 0),
  );
  return { value, standardError: estimateMean(contributions).standardError };
}

/** Which curve goes how far down, and what stops it, in words. */
export function conclude(settings: Settings, measured: Measured): string {
  const neurons = measured.neurons.find(({ dimension }) => dimension === settings.dimension);
  if (!neurons || measured.trained.length === 0) {
    return "";
  }
  const slope = neuronsSlope(neurons);
  const parts = partsAt(2 ** settings.doublings, measured);
  const [name, share] = parts ? largestOf(parts) : ["", 0];
  const signed = (value: number, digits: number) => value.toFixed(digits).replace("-", "−");
  return (
    `Against width the error falls at a slope of ${signed(equalSlope(measured), 2)} by equal pieces, ` +
    `${stopOfPieces(settings, measured)}, and of ${signed(slope.value, 3)} ± ${slope.standardError.toFixed(3)} by random ` +
    `neurons. ${stopOfFit(settings, measured)}, and ${stopOfTraining(measured)}; at N = ${2 ** settings.doublings} ` +
    `${name} is the largest part of the squared error, ${(100 * share).toFixed(0)} %.`
  );
}

/** The largest part, by name, and its share of all that are above 0. */
export function largestOf(parts: Parts): [name: string, share: number] {
  const entries = Object.entries(parts).map(([name, value]): [string, number] => [name, Math.max(0, value)]);
  const all = entries.reduce((sum, [, value]) => sum + value, 0);
  const [name, value] = entries.reduce((a, b) => (b[1] > a[1] ? b : a));
  return [name, value / all];
}

const root = (value: number) => Math.sqrt(value).toPrecision(2);

function stopOfPieces({ precision, target }: Settings, { equal, stepLargest }: Measured): string {
  if (target === "step") {
    return `with a largest error of ${Math.min(...stepLargest).toFixed(2)} beside the jump at any width`;
  }
  const totals = equal.map(({ width, mse, arithmetic }) => ({ width, total: mse + arithmetic }));
  const least = totals.reduce((a, b) => (b.total < a.total ? b : a));
  const last = equal.at(-1);
  return last && last.arithmetic > last.mse
    ? `until arithmetic in ${precision} stops it at ${root(least.total)} with N = ${least.width}`
    : `which arithmetic in ${precision} does not stop up to N = 1024`;
}

function stopOfFit({ samples, noise }: Settings, { estimations }: Measured): string {
  const totals = estimations.map(({ width, bias, spread }) => {
    const { value, standardError } = estimateMean(spread);
    // Of a square root: the delta method.
    return { width, total: bias + value, error: standardError / (2 * Math.sqrt(bias + value)) };
  });
  const least = totals.reduce((a, b) => (b.total < a.total ? b : a));
  const last = totals.at(-1)?.width;
  return least.width === last
    ? `Estimation from ${samples} samples with noise ${noise} does not stop a fit up to N = ${last}`
    : `Estimation from ${samples} samples with noise ${noise} stops a fit at ${Math.sqrt(least.total).toPrecision(3)} ± ` +
        `${least.error.toPrecision(1)} with N = ${least.width}`;
}

function stopOfTraining({ equal, trained }: Measured): string {
  const last = trained.at(-1) as Trained;
  const pieces = equal.find(({ width }) => width === last.width)?.mse ?? Number.NaN;
  const sorted = [...last.now].sort((a, b) => a - b);
  const median = quantileOf(sorted, 0.5);
  const [low, high] = medianRanks(sorted.length).map((rank) => root(sorted[rank] as number));
  const reached = `${root(median)} (median of ${sorted.length}, 95 % interval ${low} to ${high})`;
  return median > pieces
    ? `optimisation stops Adam at ${reached} with N = ${last.width}, where equal pieces have ${root(pieces)}`
    : `Adam comes to ${reached} with N = ${last.width}, nearer than equal pieces with ${root(pieces)}`;
}
