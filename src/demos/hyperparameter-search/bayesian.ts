import { expectedImprovement } from "../../math/expectedImprovement";
import { type Correlation, fitGaussianProcess, type GaussianProcess } from "../../math/gaussianProcess";
import type { Draws } from "./draws";
import { reflect, type Search, type Space } from "./search";

/** Bounds of the lengths, in edges of the cube, and of the nugget. */
const lengthBounds = [0.05, 4] as const;
const nuggetBounds = [1e-6, 1] as const;
/** Candidates for the next trial: random points, then steps from the best point, then from the best candidate. */
const randomCandidates = 120;
const nearCandidates = 40;
const refinements = [0.05, 0.01];

/**
 * Bayesian optimisation: a Gaussian process with a squared-exponential kernel, one length for each dimension, is fitted
 * to all values, its lengths and nugget by steps that climb the likelihood, and the point of largest expected improvement
 * is tried next. The first d + 3 points are random.
 * Source: Jones, Schonlau, Welch 1998 (EGO); for tuning Snoek, Larochelle, Adams 2012.
 */
export function* searchByGaussianProcess({ dimensions }: Space, draws: Draws): Search {
  const points: Float64Array[] = [];
  const values: number[] = [];
  let correlation: Correlation = { lengths: new Float64Array(dimensions).fill(0.4), nugget: 1e-4 };
  for (let turn = 0; ; turn++) {
    let point = draws.point(dimensions);
    if (points.length >= dimensions + 3) {
      const fitted = improveFit(points, values, correlation, turn);
      correlation = fitted.correlation;
      point = fitted.process ? chooseNext(fitted.process, points, draws) : point;
    }
    points.push(point);
    values.push(yield { point, share: 1 });
  }
}

/**
 * Climbs the likelihood by one coordinate after the other, two a turn: half and twice the length, or a tenth of and ten
 * times the nugget, and stays with the likeliest.
 */
function improveFit(points: readonly Float64Array[], values: readonly number[], now: Correlation, turn: number) {
  const dimensions = now.lengths.length;
  let best = { correlation: now, process: fitGaussianProcess(points, values, now) };
  // Two coordinates a turn keep pace with what is learned.
  for (const at of [(2 * turn) % (dimensions + 1), (2 * turn + 1) % (dimensions + 1)]) {
    const from = best.correlation;
    for (const direction of [-1, 1]) {
      const correlation: Correlation =
        at === dimensions
          ? { lengths: from.lengths, nugget: clamp(from.nugget * 10 ** direction, nuggetBounds) }
          : {
              nugget: from.nugget,
              lengths: Float64Array.from(from.lengths, (length, j) =>
                j === at ? clamp(length * 2 ** direction, lengthBounds) : length,
              ),
            };
      const process = fitGaussianProcess(points, values, correlation);
      if (process && process.logLikelihood > (best.process?.logLikelihood ?? Number.NEGATIVE_INFINITY)) {
        best = { correlation, process };
      }
    }
  }
  return best;
}

const clamp = (value: number, [least, most]: readonly [number, number]) => Math.min(most, Math.max(least, value));

/** The candidate of largest expected improvement on the least mean among the points tried. */
function chooseNext(process: GaussianProcess, points: readonly Float64Array[], draws: Draws): Float64Array {
  let least = Number.POSITIVE_INFINITY;
  let centre = points[0] as Float64Array;
  for (const point of points) {
    const { mean } = process.predict(point);
    if (mean < least) {
      least = mean;
      centre = point;
    }
  }
  let best = { point: centre, gain: Number.NEGATIVE_INFINITY };
  const consider = (point: Float64Array) => {
    const { mean, deviation } = process.predict(point);
    const gain = expectedImprovement(mean, deviation, least);
    if (gain > best.gain) {
      best = { point, gain };
    }
  };
  const stepFrom = (from: Float64Array, size: number) => from.map((value) => reflect(value + size * draws.normal()));
  for (let i = 0; i < randomCandidates; i++) {
    consider(draws.point(centre.length));
  }
  for (let i = 0; i < nearCandidates; i++) {
    consider(stepFrom(centre, 0.1 * 0.5 ** (i % 6)));
  }
  for (const size of refinements) {
    const from = best.point;
    for (let i = 0; i < nearCandidates; i++) {
      consider(stepFrom(from, size));
    }
  }
  return best.point;
}
