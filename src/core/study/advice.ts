import type { Group } from "./groups";
import type { InterviewDay } from "./readiness";
import { sayQueue } from "./standing";
import { findInterval, leastInBin, type Retention } from "./statistics";
import { type NextDay, sayDays } from "./summary";

/** What to do next, in a sentence, and the command that does it, where there is one. */
export interface Advice {
  text: string;
  action?: "review" | "add";
}

/** What advice is given on. */
export interface Facts {
  /** Questions that are asked. */
  studied: number;
  due: number;
  fresh: number;
  /** When there is something to ask again after today. */
  next?: NextDay;
  desiredRetention: number;
  reviewsPerDay: number;
  /** All reviews, those of late, and those of each section. */
  groups: readonly Group[];
  interview?: InterviewDay;
}

/** What is due comes first; then what is wrong with the plan, with a section, or with all retention, where that is sure. */
export function advise(facts: Facts): Advice {
  const { studied, due, fresh, next, groups } = facts;
  if (studied === 0) {
    return {
      text: "Add the questions whose answers you have read: only what you add is ever asked.",
      action: "add",
    };
  }
  const then = adviseOnPlan(facts) ?? adviseOnSection(groups) ?? adviseOnRetention(facts);
  if (due + fresh > 0) {
    const pace = groups[0]?.medianSeconds;
    const time = pace === undefined ? "" : `, about ${Math.ceil(((due + fresh) * pace) / 60)} min`;
    const words = `Review what is due today: ${sayQueue(due, fresh)}${time}`;
    return { text: `${words}${then ? `; then ${then}` : ""}.`, action: "review" };
  }
  if (then) {
    return { text: `${then.charAt(0).toUpperCase()}${then.slice(1)}.` };
  }
  return next
    ? { text: `Nothing more is due today: come back ${next.days === 1 ? "tomorrow" : `in ${sayDays(next.days)}`}.` }
    : { text: "Nothing is due: add new questions when you have read more.", action: "add" };
}

function adviseOnPlan({ interview, reviewsPerDay }: Facts): string | undefined {
  const late = interview?.readiness?.late ?? 0;
  const what = late === 1 ? "1 question still waits" : `${late} questions still wait`;
  return late > 0
    ? `allow more than ${reviewsPerDay} reviews a day until the interview: with so many, ${what} for a review when it comes`
    : undefined;
}

/** Less than desired is predicted for all who fail at times, for no interval is below a day: so much less is for being late. */
const lateness = 0.05;

/** Beyond these it is not to be raised, for the reviews that it costs, or can not be lowered. */
const [lowest, highest] = [0.7, 0.95];

/** Retention is off the desired one where that is outside of its interval. */
function adviseOnRetention({ groups, desiredRetention }: Facts): string | undefined {
  const group = groups.find(({ kind }) => kind === "recent") ?? groups[0];
  const retention = group?.retention;
  if (!retention || retention.reviews < leastInBin) {
    return undefined;
  }
  const { low, high, predicted } = retention;
  const [recall, wanted, expected] = [sayRetention(retention), sayPercent(desiredRetention), sayPercent(predicted)];
  if (high < desiredRetention && high < predicted && desiredRetention < highest) {
    return `raise the desired retention: you recalled ${recall} where ${expected} were predicted and you want ${wanted}, so questions come back too late for you`;
  }
  if (high < desiredRetention && predicted < desiredRetention - lateness) {
    return `review on the days on which questions are due: you recalled ${recall} and want ${wanted}, but when you reviewed ${expected} were left to be expected`;
  }
  // Before an interview the intervals are shorter, and more is recalled than desired: as it was predicted.
  return low > desiredRetention && low > predicted && desiredRetention > lowest
    ? `lower the desired retention if you want fewer reviews: you recalled ${recall} where ${expected} were predicted and you want ${wanted}`
    : undefined;
}

/** A section that is as well known as the others is so far below them by chance in one of 700 cases: several can be asked. */
const standardErrorsBelow = 3;

/** The section of which the least is recalled, where that is surely less than of the others. */
function adviseOnSection(groups: readonly Group[]): string | undefined {
  const all = groups.find(({ kind }) => kind === "all")?.retention;
  const [weakest] = groups
    .flatMap(({ kind, name, retention }) => {
      const others = all && retention && without(all, retention);
      return kind === "section" && others && isBelow(retention, others, all) ? [{ name, retention, others }] : [];
    })
    .sort((a, b) => a.retention.recalled - b.retention.recalled);
  return weakest
    ? `read ${weakest.name} again: you recalled ${sayRetention(weakest.retention)} of it, and ${sayRetention(weakest.others)} of the other sections`
    : undefined;
}

/** The test of two shares, with one share for both in its standard error. */
function isBelow(some: Recalled, others: Recalled, { recalled }: Recalled): boolean {
  const error = Math.sqrt(recalled * (1 - recalled) * (1 / some.reviews + 1 / others.reviews));
  return some.reviews >= leastInBin && others.recalled - some.recalled > standardErrorsBelow * error;
}

type Recalled = Pick<Retention, "reviews" | "recalled" | "low" | "high">;

/** The retention of all others; undefined where they are too few. */
function without(all: Retention, some: Retention): Recalled | undefined {
  const reviews = all.reviews - some.reviews;
  const recalled = Math.round(all.recalled * all.reviews - some.recalled * some.reviews);
  return reviews < leastInBin
    ? undefined
    : { reviews, recalled: recalled / reviews, ...findInterval(recalled, reviews) };
}

const sayRetention = ({ recalled, low, high }: Recalled) =>
  `${sayPercent(recalled)} (95 % interval ${sayInterval({ low, high })})`;

/** A share in percent, as it is said. */
export const sayPercent = (share: number): string => `${Math.round(100 * share)} %`;

/** An interval of shares in percent: "84 to 92 %". */
export const sayInterval = ({ low, high }: { low: number; high: number }): string =>
  `${Math.round(100 * low)} to ${sayPercent(high)}`;
