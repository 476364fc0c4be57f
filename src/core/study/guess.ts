/** What a learner guessed before a demo ran, and what it then measured. */
export interface Guess {
  demo: string;
  guessed: number;
  measured: number;
  standardError: number;
  at: number;
}

/** A guess this far from what was measured, as a share of it, is wrong. */
const largestError = 0.25;

/**
 * Whether a guess is wrong: off by more than a quarter of what was measured. What a run cannot tell apart (4 standard
 * errors), and the guess could not (a step of its control), is no error.
 */
export function isWrong({ guessed, measured, standardError }: Guess, step: number): boolean {
  return Math.abs(guessed - measured) > Math.max(largestError * Math.abs(measured), 4 * standardError, step);
}
