import type * as vscode from "vscode";
import { type Entry, type Library, nameSection } from "../core/library";
import type { Guess } from "../core/study/guess";
import { grades } from "../core/study/memory";
import { daysBetween } from "../core/study/progress";
import { planIntervals } from "../core/study/queue";
import { findUndoable, type Left, reviewsOf, type Session } from "../core/study/session";
import { findNextDay, type NextDay, type Summary, sayDays, sayTime, summarise } from "../core/study/summary";
import { findCard } from "../demos/cards";
import type { ReviewEnd, ReviewQuestion, ReviewState } from "../protocol";
import { define, readStudyLooks, toItem } from "./answerItem";
import type { Guesses } from "./guesses";
import type { StudyNow } from "./study";

/** What a session is described from. */
export interface Surroundings {
  session: Session;
  left: Left;
  now: StudyNow;
  library: Library;
  guesses: Guesses;
  hasStatistics: boolean;
  said: string;
  webview: vscode.Webview;
}

/** All that the page of a session shows. */
export function describeReview(surroundings: Surroundings): ReviewState {
  const { session, left, now, library, said } = surroundings;
  const entry = library.find(session.shown);
  return {
    view: "review",
    session,
    left: { due: left.due.length, fresh: left.fresh.length, practice: left.practice.length },
    done: reviewsOf(session, now.progress).length,
    canUndo: findUndoable(session, now.progress) !== undefined,
    said,
    scene: entry ? describeQuestion(entry, surroundings) : describeEnd(surroundings),
    ...readStudyLooks(),
  };
}

function describeQuestion(entry: Entry, { session, left, now, guesses, webview }: Surroundings): ReviewQuestion {
  const { id, parent } = entry;
  const { step } = session;
  const is = left.practice.includes(id) ? "practice" : left.fresh.includes(id) ? "new" : "due";
  const card = now.progress.cards.get(id);
  const last = card?.reviews.at(-1)?.event;
  const isRevealed = step === "answer";
  const item = toItem(entry, webview);
  const wrong = guesses.findWrong(entry.demos, last?.at ?? 0);
  const recall =
    card?.memory && last ? now.model.retrievability(card.memory, daysBetween(last.at, now.today.now)) : undefined;
  const intervals = card && planIntervals(card, now.model, now.plan, now.today);
  return {
    kind: "question",
    is,
    section: nameSection(entry.section),
    ...(parent?.text && { lead: define(parent, parent.text) }),
    // What is not revealed is not there: nobody reads it by chance.
    item: {
      ...item,
      hint: step === "question" ? "" : item.hint,
      answers: isRevealed ? item.answers : item.answers.map((answer) => ({ ...answer, markdown: "" })),
    },
    step,
    hasHint: step === "question" && entry.hint !== "",
    canSkip: is !== "practice" && left.due.length + left.fresh.length > 1,
    // Whoever knows it before they have tried, tries less or grades by it.
    ...(isRevealed && is === "due" && recall !== undefined && { recall: Math.round(100 * recall) }),
    demos: isRevealed ? entry.demos.map((demo) => ({ id: demo, title: findCard(demo)?.title ?? demo })) : [],
    choices:
      isRevealed && is !== "practice" && intervals
        ? grades.map((grade) => ({ grade, interval: sayDays(intervals[grade]) }))
        : [],
    ...(isRevealed && wrong && { suggestion: { grade: 2, why: sayGuess(wrong) } }),
  };
}

function sayGuess({ demo, guessed, measured }: Guess): string {
  const { title = demo, prediction } = findCard(demo) ?? {};
  const unit = prediction?.unit ? ` ${prediction.unit}` : "";
  const [guess, truth] = [guessed, measured].map((value) => Number(value.toPrecision(4)));
  return `Hard is suggested: in the demo “${title}” you guessed ${guess}${unit}, and it measured ${truth}.`;
}

function describeEnd({ session, now, hasStatistics }: Surroundings): ReviewEnd {
  const { progress, order, queue, model, plan, today } = now;
  const reviews = reviewsOf(session, progress);
  const summary = summarise(reviews);
  const next = findNextDay(progress, order, queue, model, plan, today);
  const studies = order.some((question) => progress.cards.get(question)?.added);
  return {
    kind: "end",
    ...(reviews.length > 0 && {
      summary: { grades: summary.grades, minutes: sayTime(summary.seconds), recall: sayRecall(summary) },
    }),
    next: studies
      ? sayNext(next)
      : "You study no question yet. Add those that you know: only what you add is ever asked.",
    studies,
    hasStatistics,
  };
}

function sayRecall({ recall: { reviews, recalled, predicted } }: Summary): string {
  const percent = (share: number) => `${Math.round((100 * share) / reviews)} %`;
  return reviews === 0
    ? "All were new: nothing was predicted of them."
    : `Recalled ${recalled} of ${reviews} that you had seen before (${percent(recalled)}); ${percent(predicted)} were predicted.`;
}

function sayNext(next: NextDay | undefined): string {
  if (!next) {
    return "Nothing more is due. Add new questions when you know more.";
  }
  const { days, due, fresh } = next;
  const what = [
    ...(due > 0 ? [due === 1 ? "1 question is due" : `${due} questions are due`] : []),
    ...(fresh > 0
      ? [due === 0 && fresh === 1 ? "1 new question comes" : due === 0 ? "new questions come" : "new ones come"]
      : []),
  ];
  return `Nothing more today. ${days === 1 ? "Tomorrow" : `In ${sayDays(days)}`} ${what.join(" and ")}.`;
}
