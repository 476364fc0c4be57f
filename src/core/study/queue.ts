import type { Grade } from "./event";
import type { MemoryModel } from "./memory";
import { type Card, daysBetween, type Progress } from "./progress";

const millisecondsOfDay = 86_400_000;

/** The learner's day in which `now` lies: from its midnight to the next, by the learner's clock. */
export interface Today {
  now: number;
  start: number;
  end: number;
}

/** How much is to be studied. */
export interface StudyPlan {
  newPerDay: number;
  reviewsPerDay: number;
  /** The midnight at which the day of the interview begins. */
  interview?: number;
  /** The day of the interview has begun: what was reviewed for it before is not due for that any more. */
  isOver?: boolean;
}

/** What is to be asked today, in this order. */
export interface Queue {
  /** Reviewed before, and to be reviewed by today: what is due the longest first, then in the order of the questions. */
  due: string[];
  /** Never reviewed. */
  fresh: string[];
}

/** Whole days until the next review for each grade, none beyond the day before the interview. */
export function planIntervals(card: Card, model: MemoryModel, plan: StudyPlan, now: number): Record<Grade, number> {
  const last = card.reviews.at(-1);
  const intervals = model.intervals(card.memory, last ? daysBetween(last.at, now) : 0);
  return capIntervals(intervals, plan, now);
}

/** When a question is due: none for one that was never reviewed. */
export function findDue(card: Card, model: MemoryModel, plan: StudyPlan): number | undefined {
  const last = card.reviews.at(-1);
  if (!last) {
    return undefined;
  }
  const intervals = capIntervals(model.intervals(card.memoryBefore, last.days ?? 0), plan, last.at);
  return last.at + intervals[last.grade] * millisecondsOfDay;
}

/** Intervals that begin now, none beyond the day before the interview. */
export function capIntervals(
  intervals: Record<Grade, number>,
  { interview, isOver }: StudyPlan,
  now: number,
): Record<Grade, number> {
  // Once the interview is over, or today, nothing is to be ready for it.
  const most = interview === undefined || isOver ? 0 : Math.floor((interview - now) / millisecondsOfDay);
  const cap = (days: number) => (most >= 1 ? Math.min(days, most) : days);
  return { 1: cap(intervals[1]), 2: cap(intervals[2]), 3: cap(intervals[3]), 4: cap(intervals[4]) };
}

/** What is asked today: within the day's limits, of which what was done today already is taken off. */
export function buildQueue(
  progress: Progress,
  order: readonly string[],
  model: MemoryModel,
  plan: StudyPlan,
  today: Today,
): Queue {
  const cards = order.flatMap((question) => progress.cards.get(question) ?? []);
  const asked = cards.filter(({ added, suspended, buried = 0 }) => added && !suspended && buried < today.start);
  const done = countToday(progress, today);

  const due = asked
    .flatMap((card) => {
      const at = findDue(card, model, plan);
      return at !== undefined && at < today.end ? [{ card, at }] : [];
    })
    // By the day: within one the order of the questions stands.
    .sort(
      (a, b) => Math.floor((a.at - today.end) / millisecondsOfDay) - Math.floor((b.at - today.end) / millisecondsOfDay),
    )
    .slice(0, Math.max(0, plan.reviewsPerDay - done.reviews));
  const fresh = asked.filter(({ reviews }) => reviews.length === 0);
  const allowed = Math.max(0, Math.max(plan.newPerDay, spreadNew(fresh.length + done.fresh, plan, today)) - done.fresh);
  return {
    due: due.map(({ card }) => card.question),
    fresh: fresh.slice(0, allowed).map(({ question }) => question),
  };
}

/** How many of the new ones must come each day so that all have come two days before the interview. */
export function spreadNew(left: number, { interview }: StudyPlan, { now }: Today): number {
  if (interview === undefined || interview <= now) {
    return 0;
  }
  // The last two days are for what was learned.
  const days = Math.max(1, Math.ceil((interview - now) / millisecondsOfDay) - 2);
  return Math.ceil(left / days);
}

/** What was reviewed today: questions for the first time, and others. */
export function countToday({ cards }: Progress, { start, end }: Today): { fresh: number; reviews: number } {
  let [fresh, reviews] = [0, 0];
  for (const card of cards.values()) {
    const first = card.reviews[0];
    if (!first) {
      continue;
    }
    if (first.at >= start && first.at < end) {
      fresh++;
    } else if (card.reviews.some(({ at }) => at >= start && at < end)) {
      reviews++;
    }
  }
  return { fresh, reviews };
}
