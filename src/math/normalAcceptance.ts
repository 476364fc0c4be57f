import { betaCdf, studentTails } from "./betaDistribution";

/**
 * The mean acceptance of random-walk Metropolis on the standard normal of `dimension` coordinates, in stationarity, with
 * steps of standard deviation length/√dimension in each: P(|T| > length/2), T being Student's t with `dimension` degrees of
 * freedom. By reversibility it is twice the chance of a ratio above 1, and the ratio of a step z is above 1 if
 * -xᵀz/|z| > ½ (length/√dimension) |z|: a standard normal against an independent root mean square.
 * For dimension → ∞ it is 2Φ(-length/2): Roberts, Gelman and Gilks 1997.
 */
export const randomWalkAcceptance = (dimension: number, length: number): number => studentTails(dimension, length / 2);

/**
 * The expected squared jump E|x' - x|² of that chain: length² P(|T| > (length/2) √(1 + 2/dimension)), T with dimension + 2
 * degrees of freedom, since E[|z|² f(|z|)] in d dimensions is d E[f(|z|)] in d + 2.
 */
export const randomWalkJump = (dimension: number, length: number): number =>
  length * length * studentTails(dimension + 2, (length / 2) * Math.sqrt(1 + 2 / dimension));

/** The length at which the expected squared jump is largest, to 1e-9. */
export const bestRandomWalk = (dimension: number): number =>
  maximize((length) => randomWalkJump(dimension, length), 1, 5);

/** Where a function with one peak is largest, to 1e-9: golden-section search. */
function maximize(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  while (high - low > 1e-9) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    [low, high] = f(left) > f(right) ? [low, right] : [left, high];
  }
  return (low + high) / 2;
}

/**
 * The acceptance of random-walk Metropolis on two normal coordinates of this correlation, in stationarity, with steps of
 * standard deviation `size`: as above, for a step of direction u and squared length χ² of 2 degrees it is
 * E[2Φ(-½ size |z| √(uᵀPu))], which is 1 - a/√(1 + a²) with a = ½ size √(uᵀPu), averaged over all directions.
 */
export function correlatedAcceptance(correlation: number, size: number): number {
  const directions = 4096;
  let sum = 0;
  for (let i = 0; i < directions; i++) {
    const form = (1 - correlation * Math.sin((2 * Math.PI * (i + 0.5)) / directions)) / (1 - correlation ** 2);
    const a = (size / 2) * Math.sqrt(form);
    sum += 1 - a / Math.sqrt(1 + a * a);
  }
  return sum / directions;
}

/** What leapfrog steps do to the energy of a standard normal, and what follows for Hamiltonian Monte Carlo on it. */
export interface LeapfrogLaw {
  /** The squared larger singular value of the map (q, p) → (q', p') of one coordinate; the smaller is its inverse. */
  stretch: number;
  /** E[ΔH] in stationarity. */
  energyError: number;
  /** The mean acceptance in stationarity. */
  acceptance: number;
}

/**
 * Hamiltonian Monte Carlo on the standard normal of `dimension` coordinates, exactly, for any step. In the directions of the
 * singular vectors ΔH = ½[(s - 1) X + (1/s - 1) Y] with X and Y independent chi-square of `dimension` degrees, s = `stretch`.
 * The map keeps volume and is its own inverse after a flip of the momentum, so the acceptance is
 * 2 P(ΔH < 0) = 2 P(X/Y < 1/s), an F distribution with equal degrees.
 */
export function leapfrogLaw(dimension: number, stepSize: number, leapfrogs: number): LeapfrogLaw {
  // The columns of the map: where (1, 0) and (0, 1) go.
  let squares = 0;
  for (const start of [
    [1, 0],
    [0, 1],
  ] as const) {
    let [q, p]: [number, number] = [...start];
    for (let leap = 0; leap < leapfrogs; leap++) {
      p -= 0.5 * stepSize * q;
      q += stepSize * p;
      p -= 0.5 * stepSize * q;
    }
    squares += q * q + p * p;
  }
  return lawOf(dimension, Math.max(0, squares - 2));
}

/** Its determinant is 1: the squared singular values are s and 1/s, and their sum is 2 + `excess`. */
function lawOf(dimension: number, excess: number): LeapfrogLaw {
  const stretch = 1 + excess / 2 + Math.sqrt(excess + (excess * excess) / 4);
  return {
    stretch,
    energyError: (dimension * excess) / 2,
    acceptance: 2 * betaCdf(1 / (1 + stretch), dimension / 2, dimension / 2),
  };
}

/**
 * The acceptance of the Langevin step, one leapfrog step, on the standard normal, and that of Hamiltonian paths of a quarter
 * of a turn, where the squared jump for an evaluation of the gradient is largest: ε² times the acceptance of the one, ε
 * times that of the other. Limits for dimension → ∞: 0.574, Roberts and Rosenthal 1998, with ε as dimension^-1/6; and
 * 0.651, Beskos et al. 2013, as dimension^-1/4.
 */
export function bestLeapfrogAcceptance(dimension: number): { langevin: number; hamiltonian: number } {
  const langevin = (size: number) => leapfrogLaw(dimension, size, 1).acceptance;
  // As many steps as make a quarter of a turn, also where they are no whole number.
  const hamiltonian = (size: number) => lawOf(dimension, size ** 4 / (16 - 4 * size ** 2)).acceptance;
  const [sixth, fourth] = [dimension ** (-1 / 6), dimension ** (-1 / 4)];
  return {
    langevin: langevin(sixth * maximize((x) => x * x * langevin(x * sixth), 0.5, 3)),
    hamiltonian: hamiltonian(fourth * maximize((x) => x * hamiltonian(x * fourth), 0.5, 4)),
  };
}
