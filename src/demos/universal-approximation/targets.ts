import type { Settings } from "./settings";

/** A function on [0, 1] to approximate, and what is known of its interpolation in N equal pieces, N a power of two. */
export interface Target {
  label: string;
  at(x: number): number;
  /** Where it, or its slope, jumps. */
  special: readonly number[];
  /** The limit from the left, where it jumps. */
  before?(x: number): number;
  /** The root mean squared error of the interpolant. */
  rmse(pieces: number): number;
  /** The largest error of the interpolant: exact, or a bound. */
  largest(pieces: number): { value: number; rule: "identity" | "bound"; source: string };
  /** -d log RMSE / d log N, for many pieces. */
  order: number;
}

/** 1/3 lies at a third or at two thirds of its piece when the pieces are equal and their number is a power of two. */
const third = 1 / 3;
const shareOfPiece = (pieces: number) => (pieces * third) % 1;

const deBoor = "the interpolant is off by at most max |f″| / (8N²)";

export const targets: Readonly<Record<Settings["target"], Target>> = {
  square: {
    label: "x²",
    at: (x) => x * x,
    special: [],
    rmse: (pieces) => 1 / (Math.sqrt(30) * pieces ** 2),
    largest: (pieces) => ({
      value: 1 / (4 * pieces ** 2),
      rule: "identity",
      source: `${deBoor}, with equality for x²`,
    }),
    order: 2,
  },
  wave: {
    label: "sin 2πx",
    at: (x) => Math.sin(2 * Math.PI * x),
    special: [],
    rmse: (pieces) => Math.sqrt(waveError(pieces)),
    largest: (pieces) => ({ value: Math.PI ** 2 / (2 * pieces ** 2), rule: "bound", source: deBoor }),
    order: 2,
  },
  kink: {
    label: "|x − 1/3|",
    at: (x) => Math.abs(x - third),
    special: [third],
    rmse: (pieces) => {
      const share = shareOfPiece(pieces);
      return (2 * share * (1 - share)) / (Math.sqrt(3) * pieces ** 1.5);
    },
    largest: (pieces) => {
      const share = shareOfPiece(pieces);
      return {
        value: (2 * share * (1 - share)) / pieces,
        rule: "identity",
        source: "at the kink, a share θ into its piece, the chord is 2θ(1 − θ)/N too high",
      };
    },
    order: 1.5,
  },
  step: {
    label: "a step at 1/3",
    at: (x) => (x >= third ? 1 : 0),
    special: [third],
    before: (x) => (x > third ? 1 : 0),
    rmse: (pieces) => {
      const share = shareOfPiece(pieces);
      return Math.sqrt((share ** 3 + (1 - share) ** 3) / (3 * pieces));
    },
    largest: (pieces) => ({
      value: Math.max(shareOfPiece(pieces), 1 - shareOfPiece(pieces)),
      rule: "identity",
      source: "at the jump, a share θ into its piece, the chord has the value θ",
    }),
    order: 0.5,
  },
};

/**
 * ∫(sin 2πx - s)² of the interpolant s: ½ - (sin a / a)² + (2 + cos 2a)/6 with a = π/N, from three pieces on, since the
 * squares of the sine at the nodes add up to N/2; with one or two pieces s is 0. For small a by its series, as the terms
 * cancel.
 */
function waveError(pieces: number): number {
  if (pieces < 3) {
    return 0.5;
  }
  const omega = (2 * Math.PI) / pieces;
  if (omega < 0.3) {
    return omega ** 4 / 240 - (11 * omega ** 6) / 60480 + (13 * omega ** 8) / 3628800;
  }
  return 0.5 - (Math.sin(omega / 2) / (omega / 2)) ** 2 + (2 + Math.cos(omega)) / 6;
}
