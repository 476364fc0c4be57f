import { FSRS, type FSRSState, generatorParameters } from "ts-fsrs";
import type { Grade } from "./event";

/** What is known of how well something is remembered: stability in days, difficulty from 1 to 10. */
export type Memory = Pick<FSRSState, "stability" | "difficulty">;

/** The grades, from Again to Easy. */
export const grades: readonly Grade[] = [1, 2, 3, 4];

/** Memory as FSRS-6 has it: when it fades, and what a review does to it. */
export interface MemoryModel {
  /** The probability of recall at which a review is due. */
  readonly desiredRetention: number;
  /**
   * After a review, `days` after the one before; without a memory it is the first. `retrievability` is that of the
   * moment, where it is known already.
   */
  review(memory: Memory | undefined, days: number, grade: Grade, retrievability?: number): Memory;
  /** Whole days until the next review, for each grade that could be given now: as many are apart as there are grades. */
  intervals(memory: Memory | undefined, days: number): Record<Grade, number>;
  /** The probability of recall so many days after the last review. */
  retrievability(memory: Memory, days: number): number;
}

/** The model with the published weights, for a desired retention between 0.7 and 0.99. */
export function createMemoryModel(desiredRetention: number): MemoryModel {
  const fsrs = new FSRS(
    // Reviews are a day apart at least, and the same log gives the same days on every machine.
    generatorParameters({ request_retention: desiredRetention, enable_fuzz: false, enable_short_term: false }),
  );
  const review = (memory: Memory | undefined, days: number, grade: Grade, retrievability?: number) =>
    fsrs.next_state(memory ?? null, memory ? days : 0, grade, retrievability);
  return {
    desiredRetention,
    review,
    intervals: (memory, days) => {
      const raw = grades.map((grade) => fsrs.next_interval(review(memory, days, grade).stability, days));
      const [again = 1, hard = 1, good = 1, easy = 1] = raw;
      const first = Math.min(again, hard);
      const second = Math.max(hard, first + 1);
      const third = Math.max(good, second + 1);
      return { 1: first, 2: second, 3: third, 4: Math.max(easy, third + 1) };
    },
    retrievability: ({ stability }, days) => fsrs.forgetting_curve(Math.max(0, days), stability),
  };
}
