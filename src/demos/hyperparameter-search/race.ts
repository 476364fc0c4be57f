import type { Draws } from "./draws";
import type { Objective, Trial } from "./landscape";
import type { Request, Space } from "./search";
import type { Searcher } from "./searchers";

/** What one search came to. */
export interface Course {
  /** The true regret of the incumbent after 1, 2, ..., `budget` full evaluations' worth. */
  regrets: Float64Array;
  /** The cost from which on the incumbent was of the top share for good; infinite if it is not at the end. */
  reached: number;
  /** Cost of all that was asked for. */
  spent: number;
  /** Everything it asked for, in order, with what it saw. */
  asked: (Request & { value: number })[];
  /** What one would deploy: of all runs with the most resource so far, the one that looked best, and its value then. */
  incumbent: { trial: Trial; value: number };
}

/** Lets a searcher search until its budget is spent; yields after every value it sees. */
export function* follow(
  { search }: Searcher,
  space: Space,
  objective: Objective,
  draws: Draws,
): Generator<void, Course> {
  const { budget } = space;
  const trials = new Map<Float64Array, Trial>();
  const asked: Course["asked"] = [];
  const regrets = new Float64Array(budget);
  let incumbent: (Course["incumbent"] & { share: number }) | undefined;
  let regret = Number.NaN;
  let reached = Number.POSITIVE_INFINITY;
  let spent = 0;
  const going = search(space, draws);
  for (let next = going.next(); !next.done; ) {
    const { point, share } = next.value;
    // A rounding error is no expense.
    if (spent + share > budget + 1e-9) {
      break;
    }
    const trial = trials.get(point) ?? objective.start(point);
    trials.set(point, trial);
    const value = trial.observe(share);
    spent += share;
    asked.push({ point, share, value });
    const longer = share - (incumbent?.share ?? 0);
    if (!incumbent || longer > 1e-9 || (longer > -1e-9 && value < incumbent.value)) {
      incumbent = { trial, share, value };
      regret = objective.regretAt(point);
      reached = objective.isTop(point) ? Math.min(reached, spent) : Number.POSITIVE_INFINITY;
    }
    regrets.fill(regret, Math.ceil(spent - 1e-9) - 1);
    yield;
    next = going.next(value);
  }
  if (!incumbent) {
    throw new Error("A search must see at least one value.");
  }
  return { regrets, reached, spent, asked, incumbent };
}
