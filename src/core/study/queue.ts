import type { Grade } from "./event";
import type { MemoryModel } from "./memory";
import { type Card, daysBetween, millisecondsOfDay, type Progress } from "./progress";

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
}

/** What is to be asked today, in this order. */
export interface Queue {
  /** Reviewed before, and to be reviewed by today: what is due the longest first, then in the order of the questions. */
  due: string[];
  /** Never reviewed. */
  fresh: string[];
}

/** Days from today to the one that begins at a midnight, which a change of clocks may move. */
export const daysUntil = (midnight: number, { start }: Today): number =>
  Math.round((midnight - start) / millisecondsOfDay);

/** The day of a moment, counted from today: -1 is yesterday. Today has 23 hours or 25 where the clocks change. */
function findDay(at: number, { start, end }: Today): number {
  if (at >= start && at < end) {
    return 0;
  }
  return at < start ? Math.floor((at - start) / millisecondsOfDay) : 1 + Math.floor((at - end) / millisecondsOfDay);
}

/** Whole days until the next review for each grade, none beyond the day before the interview. */
export function planIntervals(card: Card, model: MemoryModel, plan: StudyPlan, today: Today): Record<Grade, number> {
  const last = card.reviews.at(-1)?.event;
  const intervals = model.intervals(card.memory, last ? daysBetween(last.at, today.now) : 0);
  return capIntervals(intervals, plan, today, 0);
}

/**
 * The day on which a question is due, counted from today, below 0 where it is overdue; undefined for one that was never
 * reviewed. What was reviewed today is not due today, however many hours today has.
 */
export function findDueDay(card: Card, model: MemoryModel, plan: StudyPlan, today: Today): number | undefined {
  const last = card.reviews.at(-1)?.event;
  if (!last) {
    return undefined;
  }
  const reviewed = findDay(last.at, today);
  const days = daysBetween(card.reviews.at(-2)?.event.at ?? last.at, last.at);
  const intervals = capIntervals(model.intervals(card.memoryBefore, days), plan, today, reviewed);
  return reviewed + intervals[last.grade];
}

/** Intervals that begin on a day, counted from today, none beyond the day before the interview. */
export function capIntervals(
  intervals: Record<Grade, number>,
  { interview }: StudyPlan,
  today: Today,
  day: number,
): Record<Grade, number> {
  const left = interview === undefined ? 0 : daysUntil(interview, today);
  // Once the interview is over, or today, nothing is to be ready for it, and nothing that was reviewed for it is due.
  const most = left > 0 ? left - day - 1 : 0;
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
      const day = findDueDay(card, model, plan, today);
      return day !== undefined && day <= 0 ? [{ card, day }] : [];
    })
    // Within a day the order of the questions stands.
    .sort((a, b) => a.day - b.day)
    .slice(0, Math.max(0, plan.reviewsPerDay - done.reviews));
  const fresh = asked.filter(({ reviews }) => reviews.length === 0);
  const allowed = Math.max(0, Math.max(plan.newPerDay, spreadNew(fresh.length + done.fresh, plan, today)) - done.fresh);
  return {
    due: due.map(({ card }) => card.question),
    fresh: fresh.slice(0, allowed).map(({ question }) => question),
  };
}

/** How many of the new ones must come on a day, counted from today, so that all have come two days before the interview. */
export function spreadNew(left: number, { interview }: StudyPlan, today: Today, day = 0): number {
  const days = interview === undefined ? 0 : daysUntil(interview, today) - day;
  // The last two days are for what was learned.
  return days > 0 ? Math.ceil(left / Math.max(1, days - 2)) : 0;
}

/** What was reviewed today: questions for the first time, and others. */
export function countToday({ cards }: Progress, { start, end }: Today): { fresh: number; reviews: number } {
  let [fresh, reviews] = [0, 0];
  for (const card of cards.values()) {
    const first = card.reviews[0]?.event;
    if (!first) {
      continue;
    }
    if (first.at >= start && first.at < end) {
      fresh++;
    } else if (card.reviews.some(({ event }) => event.at >= start && event.at < end)) {
      reviews++;
    }
  }
  return { fresh, reviews };
}
