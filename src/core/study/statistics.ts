import type { MemoryModel } from "./memory";
import { type Card, millisecondsOfDay, type Progress, type Review } from "./progress";
import { findDueDay, type StudyPlan, type Today } from "./queue";

const quarterOfHour = 900_000;

/** The 95 % interval of a share that was counted, by Wilson ("Probable inference", 1927): it holds for few, for all, for none. */
export function findInterval(count: number, of: number): { low: number; high: number } {
  const z = 1.959963984540054;
  const share = count / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  // It ends at 0 and at 1 exactly, but for rounding.
  return { low: count === 0 ? 0 : middle - half, high: count === of ? 1 : middle + half };
}

/** How often was recalled what was asked again, and how often that was predicted. */
export interface Retention {
  reviews: number;
  /** The share that was not graded Again, and its 95 % interval. */
  recalled: number;
  low: number;
  high: number;
  /** The mean of the predictions for these reviews. */
  predicted: number;
}

/** A review of what was reviewed before: the first one is no recall. */
type Recall = Review & { predicted: number };
const findRecalls = (reviews: readonly Review[]): Recall[] =>
  reviews.filter((review): review is Recall => review.predicted !== undefined);

/** The share that was not graded Again; undefined where nothing was asked again yet. */
export function measureRetention(reviews: readonly Review[]): Retention | undefined {
  const recalls = findRecalls(reviews);
  if (recalls.length === 0) {
    return undefined;
  }
  const recalled = recalls.reduce((count, { event }) => count + (event.grade > 1 ? 1 : 0), 0);
  const predicted = recalls.reduce((sum, review) => sum + review.predicted, 0) / recalls.length;
  const reviewed = recalls.length;
  return { reviews: reviewed, recalled: recalled / reviewed, ...findInterval(recalled, reviewed), predicted };
}

/** Fewer reviews in a bin say nothing. */
export const leastInBin = 30;
const binsOfOne = 20;

/**
 * Retention by what was predicted: in bins 5 % wide, one of them round 90 %, joined with the next where they have too few
 * reviews. Empty where there are too few for two bins.
 */
export function calibrate(reviews: readonly Review[]): Retention[] {
  const bins: Recall[][] = Array.from({ length: binsOfOne + 1 }, () => []);
  for (const recall of findRecalls(reviews)) {
    bins[Math.floor(binsOfOne * recall.predicted + 0.5)]?.push(recall);
  }
  const joined: Recall[][] = [];
  for (const bin of bins.filter(({ length }) => length > 0)) {
    const last = joined.at(-1);
    if (last && last.length < leastInBin) {
      joined[joined.length - 1] = [...last, ...bin];
    } else {
      joined.push(bin);
    }
  }
  const [last = [], before] = [joined.at(-1), joined.at(-2)];
  if (before && last.length < leastInBin) {
    joined.splice(-2, 2, [...before, ...last]);
  }
  return joined.length < 2 ? [] : joined.flatMap((bin) => measureRetention(bin) ?? []);
}

/** The questions that are asked, in their order: what is not in the notes any more is not. */
export const askedCards = ({ cards }: Progress, order: readonly string[]): Card[] =>
  order.flatMap((question) => cards.get(question) ?? []).filter(({ added, suspended }) => added && !suspended);

/** The day on which a question comes, from today on: 0 also for what is overdue; undefined for one that was never reviewed. */
export function findNextReview(card: Card, model: MemoryModel, plan: StudyPlan, today: Today): number | undefined {
  const due = findDueDay(card, model, plan, today);
  // What was put off today comes tomorrow.
  const first = (card.buried ?? 0) >= today.start ? 1 : 0;
  return due === undefined ? undefined : Math.max(first, due);
}

/** How many reviews fall due on each of the days from today on. */
export function forecastDue(
  progress: Progress,
  order: readonly string[],
  model: MemoryModel,
  plan: StudyPlan,
  today: Today,
  days: number,
): number[] {
  const counts = new Array<number>(days).fill(0);
  for (const card of askedCards(progress, order)) {
    const day = findNextReview(card, model, plan, today);
    if (day !== undefined && day < days) {
      counts[day] = (counts[day] ?? 0) + 1;
    }
  }
  return counts;
}

/** How many reviews there were on each day, the last of them today; `startOf` gives the midnight before a moment. */
export function countByDay(progress: Progress, startOf: (at: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  /** A day begins at a quarter of an hour, wherever one is: within one, the clock is asked once. */
  const starts = new Map<number, number>();
  for (const card of progress.cards.values()) {
    for (const { event } of card.reviews) {
      const quarter = Math.floor(event.at / quarterOfHour);
      const day = starts.get(quarter) ?? startOf(event.at);
      starts.set(quarter, day);
      counts.set(day, (counts.get(day) ?? 0) + 1);
    }
  }
  return counts;
}

/** Days in a row with reviews, up to today, or up to yesterday where today has none yet. */
export function findStreak(counts: ReadonlyMap<number, number>, today: Today, startOf: (at: number) => number): number {
  let day = counts.has(today.start) ? today.start : dayBefore(today.start, startOf);
  let streak = 0;
  while (counts.has(day)) {
    streak++;
    day = dayBefore(day, startOf);
  }
  return streak;
}

/** The reviews of each of so many days up to today, which is the last. */
export function listDays(
  counts: ReadonlyMap<number, number>,
  today: Today,
  startOf: (at: number) => number,
  days: number,
): number[] {
  const listed: number[] = [];
  for (let day = today.start; listed.length < days; day = dayBefore(day, startOf)) {
    listed.push(counts.get(day) ?? 0);
  }
  return listed.reverse();
}

/** By way of noon: days with a change of clocks are not 24 hours long. */
const dayBefore = (day: number, startOf: (at: number) => number): number => startOf(day - millisecondsOfDay / 2);

/** Seconds that the middle one of the reviews took; undefined where there is none. */
export function medianSeconds(reviews: readonly Review[]): number | undefined {
  const seconds = Float64Array.from(reviews, ({ event }) => event.seconds).sort();
  const middle = (seconds.length - 1) / 2;
  const [low, high] = [seconds[Math.floor(middle)], seconds[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
