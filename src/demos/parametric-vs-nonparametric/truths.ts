import { legendreAt } from "../../math/legendre";

/**
 * A law on the unit cube, of variance ½ under uniform inputs, and what a sum of polynomials in single features, each up to
 * some degree, can never learn of it: its smallest mean squared error, exactly.
 */
export interface Truth {
  /** How many features it depends on: the first so many. */
  features: number;
  at(x: Float64Array): number;
  floor(degree: number): number;
  /** Where `floor` comes from. */
  source: string;
}

/** Half of each quarter of [0, 1] up, then down, and so on. */
const steps = [Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT1_2, -Math.SQRT1_2];

/** The laws, by the value of the control. */
export const truths: Readonly<Record<string, Truth>> = {
  linear: {
    features: 1,
    at: ([x]) => Math.sqrt(6) * ((x as number) - 0.5),
    floor: () => 0,
    source: "the law is itself a line",
  },
  sine: {
    features: 1,
    at: ([x]) => Math.sin(2 * Math.PI * (x as number)),
    floor: (degree) => leftOver(sineCoefficients.slice(0, degree)),
    source:
      "½ − Σ c², c the coefficients of sin 2πx in orthonormal Legendre polynomials: of odd degree j, ±√(2j + 1) times the " +
      "spherical Bessel function j at π (NIST Digital Library of Mathematical Functions, section 10.54); with a line: " +
      "½ − 3/π²",
  },
  steps: {
    features: 1,
    at: ([x]) => steps[Math.min(3, Math.floor(4 * (x as number)))] as number,
    floor: (degree) => leftOver(stepCoefficients(degree)),
    source: "½ − Σ c², c the coefficients of the steps in orthonormal Legendre polynomials; with a line: ½ − 3/32",
  },
  xor: {
    features: 2,
    at: ([x, y]) => Math.SQRT1_2 * Math.sign((x as number) - 0.5 || 1) * Math.sign((y as number) - 0.5 || 1),
    floor: () => 0.5,
    source:
      "given one feature alone, the mean of the XOR law is 0 everywhere: no sum of such functions explains any of it",
  },
};

const leftOver = (coefficients: readonly number[]) => coefficients.reduce((rest, c) => rest - c * c, 0.5);

/** Of sin 2πx, for degrees 1 to 5: √(2j + 1) times the spherical Bessel function j at π, up to sign; even ones are 0. */
const sineCoefficients = (() => {
  const bessel = [0, 1 / Math.PI];
  for (let j = 1; j < 5; j++) {
    bessel.push(((2 * j + 1) / Math.PI) * (bessel[j] as number) - (bessel[j - 1] as number));
  }
  return bessel.slice(1).map((value, i) => ((i + 1) % 2 === 1 ? Math.sqrt(2 * i + 3) * value : 0));
})();

/** Of the steps, for degrees 1 on: the integral of P_j is (P_{j+1} - P_{j-1}) / (2j + 1). */
function stepCoefficients(degree: number): number[] {
  const edges = [-1, -0.5, 0, 0.5, 1].map((t) => legendreAt(t, degree + 1));
  return Array.from({ length: degree }, (_, i) => {
    const j = i + 1;
    const rise = edges.map((values) => (values[j + 1] as number) - (values[j - 1] as number));
    const sum = steps.reduce((all, value, s) => all + value * ((rise[s + 1] as number) - (rise[s] as number)), 0);
    return sum / (2 * Math.sqrt(2 * j + 1));
  });
}
