import { type Estimate, fitSlope, jackknife } from "../../math/estimate";
import type { Method, Point } from "./learningCurve";

/** The error of a method at each point, averaged over the data sets; over some of them where `of` says which. */
const meanErrors = (points: readonly Point[], method: Method, of?: readonly number[]): number[] =>
  points.map(({ results }) => {
    const chosen = of ?? [...results.keys()];
    return chosen.reduce((sum, i) => sum + (results[i]?.errors[method] as number), 0) / chosen.length;
  });

/** The numbers of the data sets. */
const replicatesOf = (points: readonly Point[]) => [...(points[0]?.results.keys() ?? [])];

/** How the two methods stand to each other over all numbers of examples. */
export type Crossing =
  | { kind: "always" | "never" }
  /** From so many examples on the second method is better up to the end; log is the natural logarithm of that number. */
  | { kind: "at"; examples: number; log: Estimate };

/**
 * From how many examples on the errors of `method` stay below those of the parametric model: the last crossing of the mean
 * curves, interpolated on log-log scales, with the jackknife's standard error of its logarithm over the data sets.
 */
export function findCrossing(points: readonly Point[], method: Method): Crossing {
  const log = jackknife(replicatesOf(points), (of) => {
    return logOfCrossing(points, meanErrors(points, "parametric", of), meanErrors(points, method, of));
  });
  if (Number.isFinite(log.value)) {
    return { kind: "at", examples: Math.exp(log.value), log };
  }
  return { kind: log.value < 0 ? "always" : "never" };
}

/** -Infinity where the second is below the first throughout, Infinity where it is not so at the end. */
function logOfCrossing(points: readonly Point[], first: readonly number[], second: readonly number[]): number {
  const lead = first.map((error, i) => Math.log(error / (second[i] as number)));
  const last = lead.map((value) => value > 0).lastIndexOf(false);
  const [behind, ahead] = [lead[last], lead[last + 1]];
  if (behind === undefined) {
    return Number.NEGATIVE_INFINITY;
  }
  if (ahead === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  const [from, to] = [Math.log(points[last]?.examples as number), Math.log(points[last + 1]?.examples as number)];
  return from + ((to - from) * behind) / (behind - ahead);
}

/** The slope of log error against log n over the last factor of ten, with the jackknife's standard error. */
export function measureSlope(points: readonly Point[], method: Method): Estimate {
  const largest = points.at(-1)?.examples as number;
  const last = points.filter(({ examples }) => examples > 0.099 * largest);
  const logs = last.map(({ examples }) => Math.log(examples));
  return jackknife(replicatesOf(points), (of) => fitSlope(logs, meanErrors(last, method, of).map(Math.log)));
}
