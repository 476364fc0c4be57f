import { type Library, nameSection } from "../library";
import type { Level } from "../question";
import { type Advice, advise } from "./advice";
import type { MemoryModel } from "./memory";
import { millisecondsOfDay, type Progress, type Review } from "./progress";
import { daysUntil, type Queue, type StudyPlan, type Today } from "./queue";
import { expectRecall, type Readiness } from "./readiness";
import {
  askedCards,
  calibrate,
  countByDay,
  findStreak,
  forecastDue,
  listDays,
  measureRetention,
  medianSeconds,
  type Retention,
} from "./statistics";
import { findNextDay } from "./summary";

/** Retention changes: advice is about what was reviewed lately. */
const recentDays = 90;
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

/** Reviews of one kind. */
export interface Group {
  kind: "all" | "recent" | "section" | "gone" | "level";
  name: string;
  reviews: number;
  medianSeconds: number;
  /** Of what was asked again; absent where nothing was. */
  retention?: Retention;
}

/** What is known of the day of the interview. */
export interface InterviewDay {
  /** From today on; negative where it is over. */
  days: number;
  /** Absent where it is over, or more than two years away, or where nothing is studied. */
  readiness?: Readiness;
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
      seconds: reviews.reduce((sum, { seconds }) => sum + seconds, 0),
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

const levels: Record<Level, string> = { easy: "Easy", medium: "Medium", hard: "Hard" };

/** All reviews, those of late, and those of each section and level in their order. */
function groupReviews(progress: Progress, all: readonly Review[], library: Library, today: Today): Group[] {
  const reviewsOf = (ids: readonly string[]) => ids.flatMap((id) => progress.cards.get(id)?.reviews ?? []);
  const since = today.now - recentDays * millisecondsOfDay;
  const sections = library.chapters.flatMap(({ sections }) => sections);
  const names = sections.map(nameSection);
  const known = library.entries;
  return [
    describeGroup("all", "All reviews", all),
    ...(all.some(({ at }) => at < since)
      ? [
          describeGroup(
            "recent",
            `Last ${recentDays} days`,
            all.filter(({ at }) => at >= since),
          ),
        ]
      : []),
    ...sections.map((section, i) => {
      const isAmbiguous = names.indexOf(names[i] ?? "") !== names.lastIndexOf(names[i] ?? "");
      const own = known.filter((entry) => entry.section === section);
      const name = isAmbiguous ? `${own[0]?.chapter.title}: ${names[i]}` : (names[i] ?? "");
      return describeGroup("section", name, reviewsOf(own.map(({ id }) => id)));
    }),
    describeGroup(
      "gone",
      "No longer in the notes",
      reviewsOf([...progress.cards.keys()].filter((id) => !library.find(id))),
    ),
    ...(Object.keys(levels) as Level[]).map((level) =>
      describeGroup(
        "level",
        levels[level],
        reviewsOf(known.filter((entry) => (entry.level ?? entry.parent?.level) === level).map(({ id }) => id)),
      ),
    ),
  ].flatMap((group) => group ?? []);
}

function describeGroup(kind: Group["kind"], name: string, reviews: readonly Review[]): Group | undefined {
  const seconds = medianSeconds(reviews);
  const retention = measureRetention(reviews);
  return seconds === undefined
    ? undefined
    : { kind, name, reviews: reviews.length, medianSeconds: seconds, ...(retention && { retention }) };
}
