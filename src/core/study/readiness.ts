import type { Grade } from "./event";
import type { Memory, MemoryModel } from "./memory";
import { daysBetween, type Progress } from "./progress";
import { capIntervals, countToday, type StudyPlan, spreadNew, type Today } from "./queue";
import { askedCards, findNextReview } from "./statistics";

/** The share of questions that will be recalled: its mean, and where it lies in 19 of 20 cases, if the model is right. */
export interface Expected {
  mean: number;
  low: number;
  high: number;
}

/** Expected recall over the days to come, of all questions that are asked. */
export interface Readiness {
  questions: number;
  /** The mean at the end of each day, from today on; the last one is the day of the interview. */
  ifStopped: number[];
  ifKept: number[];
  onTheDay: { ifStopped: Expected; ifKept: Expected };
  /**
   * Questions that wait for a review when the interview comes though the plan was kept, and are less sure than desired:
   * the limits of the days are too low.
   */
  late: number;
}

/** What is known of the day of the interview. */
export interface InterviewDay {
  /** From today on; negative where it is over. */
  days: number;
  /** Absent where it is over, or more than two years away, or where nothing is studied. */
  readiness?: Readiness;
}

/** A question on its way through the days: times are in days from now, what is due is due on a day from today on. */
interface Walker {
  memory: Memory | undefined;
  last: number;
  due: number;
}

/**
 * Expected recall for today and each of the `days` after it, of which the last is that of the interview. A question that
 * was never reviewed counts as not known. The plan is kept where every review within the days' limits is done on its day.
 */
export function expectRecall(
  progress: Progress,
  order: readonly string[],
  model: MemoryModel,
  plan: StudyPlan,
  today: Today,
  days: number,
): Readiness {
  const walkers = askedCards(progress, order).map((card): Walker => {
    const last = card.reviews.at(-1)?.event;
    const first = (card.buried ?? 0) >= today.start ? 1 : 0;
    const due = findNextReview(card, model, plan, today) ?? first;
    return { memory: card.memory, last: last ? -daysBetween(last.at, today.now) : 0, due };
  });
  const recallOf = ({ memory, last }: Walker, day: number) => (memory ? model.retrievability(memory, day - last) : 0);
  const meanOn = (day: number) =>
    walkers.reduce((sum, walker) => sum + recallOf(walker, day), 0) / Math.max(1, walkers.length);
  const expectOn = (day: number): Expected => {
    const mean = meanOn(day);
    const variance = walkers.reduce((sum, walker) => {
      const recall = recallOf(walker, day);
      return sum + recall * (1 - recall);
    }, 0);
    const half = (1.96 * Math.sqrt(variance)) / Math.max(1, walkers.length);
    return { mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
  };

  const all = Array.from({ length: days + 1 }, (_, day) => day);
  const ifStopped = all.map(meanOn);
  const stopped = expectOn(days);
  const review = createReviewer();
  const ifKept = all.map((day) => {
    // On the last day there is the interview, and no review.
    if (day < days) {
      studyOn(day);
    }
    return meanOn(day);
  });
  return {
    questions: walkers.length,
    ifStopped,
    ifKept,
    onTheDay: { ifStopped: stopped, ifKept: expectOn(days) },
    late: walkers.filter((walker) => walker.due < days && recallOf(walker, days) < model.desiredRetention).length,
  };

  function studyOn(day: number): void {
    const done = day === 0 ? countToday(progress, today) : { fresh: 0, reviews: 0 };
    const waiting = walkers.filter(({ due }) => due <= day);
    const due = waiting.filter(({ memory }) => memory).sort((a, b) => a.due - b.due);
    const fresh = waiting.filter(({ memory }) => !memory);
    const allowed = Math.max(plan.newPerDay, spreadNew(fresh.length + done.fresh, plan, today, day)) - done.fresh;
    const asked = [
      ...due.slice(0, Math.max(0, plan.reviewsPerDay - done.reviews)),
      ...fresh.slice(0, Math.max(0, allowed)),
    ];
    for (const walker of asked) {
      review(walker, day);
    }
  }

  /**
   * Reviews walkers, of which as many fail as are predicted to: one whenever the chances of failure add up to one more
   * (systematic sampling). All others, and what is new, are Good.
   */
  function createReviewer() {
    let failures = 0.5;
    return (walker: Walker, day: number): void => {
      const since = walker.memory ? day - walker.last : 0;
      failures += walker.memory ? 1 - recallOf(walker, day) : 0;
      const grade: Grade = failures >= 1 ? 1 : 3;
      failures -= grade === 1 ? 1 : 0;
      const interval = capIntervals(model.intervals(walker.memory, since), plan, today, day)[grade];
      walker.memory = model.review(walker.memory, since, grade);
      walker.last = day;
      walker.due = day + interval;
    };
  }
}
