import type { Library } from "../library";
import { type Advice, advise } from "./advice";
import { type Group, groupReviews } from "./groups";
import type { MemoryModel } from "./memory";
import type { Progress } from "./progress";
import { daysUntil, type Queue, type StudyPlan, type Today } from "./queue";
import { expectRecall, type InterviewDay } from "./readiness";
import { askedCards, calibrate, countByDay, findStreak, forecastDue, listDays, type Retention } from "./statistics";
import { findNextDay } from "./summary";

const forecastDays = 30;
/** A year in whole weeks, and the week that is under way. */
const calendarDays = 53 * 7;
const mostDaysAhead = 730;

/** What the learner's study is looked at in. */
export interface Circumstances {
  progress: Progress;
  order: readonly string[];
  model: MemoryModel;
  plan: StudyPlan;
  today: Today;
  queue: Queue;
}

/** The learner's study in numbers. */
export interface Overview {
  counts: {
    /** Questions that are asked, and how many of them were reviewed. */
    questions: number;
    reviewed: number;
    reviews: number;
    /** Days with reviews: in all, and in a row up to now. */
    days: number;
    streak: number;
    seconds: number;
  };
  /** Reviews that fall due, for each of 30 days from today on. */
  forecast: number[];
  /** Reviews that were done, for each of 371 days up to today. */
  calendar: number[];
  /** Empty before the first review. */
  groups: Group[];
  calibration: Retention[];
  interview?: InterviewDay;
  advice: Advice;
}

/** Reckons all that the page of statistics shows. `startOf` gives the midnight before a moment, by the learner's clock. */
export function takeOverview(now: Circumstances, library: Library, startOf: (at: number) => number): Overview {
  const { progress, order, model, plan, today, queue } = now;
  const cards = askedCards(progress, order);
  const byDay = countByDay(progress, startOf);
  const reviews = [...progress.cards.values()].flatMap((card) => card.reviews);
  const groups = groupReviews(progress, reviews, library, today);
  const interview = findInterviewDay(now, cards.length);
  const next = findNextDay(progress, order, queue, model, plan, today);
  return {
    counts: {
      questions: cards.length,
      reviewed: cards.filter((card) => card.reviews.length > 0).length,
      reviews: reviews.length,
      days: byDay.size,
      streak: findStreak(byDay, today, startOf),
      seconds: reviews.reduce((sum, { event }) => sum + event.seconds, 0),
    },
    forecast: forecastDue(progress, order, model, plan, today, forecastDays),
    calendar: listDays(byDay, today, startOf, calendarDays),
    groups,
    calibration: calibrate(reviews),
    ...(interview && { interview }),
    advice: advise({
      studied: cards.length,
      due: queue.due.length,
      fresh: queue.fresh.length,
      ...(next && { next }),
      desiredRetention: model.desiredRetention,
      reviewsPerDay: plan.reviewsPerDay,
      groups,
      ...(interview && { interview }),
    }),
  };
}

function findInterviewDay(
  { progress, order, model, plan, today }: Circumstances,
  asked: number,
): InterviewDay | undefined {
  if (plan.interview === undefined) {
    return undefined;
  }
  const days = daysUntil(plan.interview, today);
  return days < 0 || days > mostDaysAhead || asked === 0
    ? { days }
    : { days, readiness: expectRecall(progress, order, model, plan, today, days) };
}
