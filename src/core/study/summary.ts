import type { Grade } from "./event";
import type { MemoryModel } from "./memory";
import type { Progress, Review } from "./progress";
import type { Queue, StudyPlan, Today } from "./queue";
import { findStanding } from "./standing";

/** What reviews came to. */
export interface Summary {
  grades: Record<Grade, number>;
  seconds: number;
  /** Of those that were not the first of their question: how many, how many were recalled, and how many as predicted. */
  recall: { reviews: number; recalled: number; predicted: number };
}

export function summarise(reviews: readonly Review[]): Summary {
  const summary: Summary = {
    grades: { 1: 0, 2: 0, 3: 0, 4: 0 },
    seconds: 0,
    recall: { reviews: 0, recalled: 0, predicted: 0 },
  };
  const { grades, recall } = summary;
  for (const { event, predicted } of reviews) {
    const { grade, seconds } = event;
    grades[grade]++;
    summary.seconds += seconds;
    if (predicted !== undefined) {
      recall.reviews++;
      recall.recalled += grade > 1 ? 1 : 0;
      recall.predicted += predicted;
    }
  }
  return summary;
}

/** The next day on which there is something to ask. */
export interface NextDay {
  /** From today on. */
  days: number;
  due: number;
  fresh: number;
}

/** When there is something to ask again, beyond what is asked today; undefined where nothing will be by itself. */
export function findNextDay(
  progress: Progress,
  order: readonly string[],
  queue: Queue,
  model: MemoryModel,
  plan: StudyPlan,
  today: Today,
): NextDay | undefined {
  const asked = new Set([...queue.due, ...queue.fresh]);
  const comesNew = plan.newPerDay > 0 || (plan.interview !== undefined && plan.interview > today.now);
  let next: NextDay | undefined;
  for (const question of order.filter((one) => !asked.has(one))) {
    const card = progress.cards.get(question);
    const standing = findStanding(card, model, plan, today);
    const isNew = card?.reviews.length === 0;
    if (standing.kind === "apart" || standing.kind === "suspended" || (isNew && !comesNew)) {
      continue;
    }
    // What the day's limits left over comes tomorrow.
    const days = standing.kind === "learned" ? standing.days : 1;
    if (!next || days < next.days) {
      next = { days, due: 0, fresh: 0 };
    }
    if (days === next.days) {
      next[isNew ? "fresh" : "due"]++;
    }
  }
  return next;
}

/** A span of days in words: the larger, the rounder. */
export function sayDays(days: number): string {
  if (days < 61) {
    return days === 1 ? "1 day" : `${days} days`;
  }
  const [amount, unit] = days < 730 ? [days / 30.44, "months"] : [days / 365.25, "years"];
  return `${Number(amount.toFixed(1))} ${unit}`;
}

/** A time in words. */
export function sayTime(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
