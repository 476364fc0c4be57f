import type * as vscode from "vscode";
import { type Entry, type Library, nameSection } from "../core/library";
import {
  findLastDone,
  type Interview,
  isOpen,
  type Round,
  roundOf,
  suggestGrade,
  timeTaken,
} from "../core/study/interview";
import { sayMinutes } from "../core/study/interview/clock";
import { resultsOf, sayNothingWeak, sayResult, sumUp } from "../core/study/interview/report";
import { grades } from "../core/study/memory";
import { planIntervals } from "../core/study/queue";
import { sayDays } from "../core/study/summary";
import type { AnswerItem, InterviewEnd, InterviewQuestion, InterviewState } from "../protocol";
import { define, readStudyLooks, toItem } from "./answerItem";
import type { StudyNow } from "./study";

/** What an interview is described from. */
export interface InterviewSurroundings {
  interview: Interview;
  /** The window was reloaded, and the learner has not said yet whether to go on. */
  isInterrupted: boolean;
  now: StudyNow;
  library: Library;
  said: string;
  webview: vscode.Webview;
}

/** All that the page of an interview shows. */
export function describeInterview(surroundings: InterviewSurroundings): InterviewState {
  const { interview, isInterrupted, library, said } = surroundings;
  const round = roundOf(interview);
  const entry = round && library.find(round.question);
  return {
    view: "interview",
    interview,
    times: { left: timeLeft(interview), took: round?.took ?? 0, runs: interview.since !== undefined },
    said,
    scene: isInterrupted
      ? { kind: "break", soFar: sayProgress(interview) }
      : round && entry
        ? describeQuestion(round, entry, surroundings)
        : describeEnd(surroundings),
    ...readStudyLooks(),
  };
}

const timeLeft = (interview: Interview): number => interview.minutes * 60_000 - timeTaken(interview);

/** How far an interview has come, in words. */
export function sayProgress(interview: Interview): string {
  const done = interview.rounds.filter((round) => !isOpen(round)).length;
  const left = Math.ceil(timeLeft(interview) / 60_000);
  const time = left > 0 ? `${sayMinutes(left)} of ${interview.minutes} left` : "over time";
  return `${done} of ${interview.rounds.length} questions done, ${time}`;
}

function describeQuestion(round: Round, entry: Entry, surroundings: InterviewSurroundings): InterviewQuestion {
  const { interview, now, webview } = surroundings;
  const { parent } = entry;
  const card = now.progress.cards.get(entry.id);
  const isRevealed = round.step === "revealed";
  const intervals = planIntervals(
    card ?? { question: entry.id, added: false, suspended: false, reviews: [] },
    now.model,
    now.plan,
    now.today,
  );
  const suggestion = suggestGrade(round);
  return {
    kind: "question",
    number: interview.at + 1,
    count: interview.rounds.length,
    section: nameSection(entry.section),
    ...(parent?.text && { lead: define(parent, parent.text) }),
    item: isRevealed ? { ...toItem(entry, webview), hint: "" } : withoutAnswers(toItem(entry, webview)),
    step: isRevealed ? "revealed" : "asked",
    minutes: round.minutes,
    isPaused: interview.paused,
    isAloud: round.isAloud,
    canUndo: findLastDone(interview) !== undefined,
    typed: round.typed,
    points: isRevealed ? round.points.map((point) => ({ ...point, text: define(entry, point.text) })) : [],
    ticked: round.ticked,
    choices: isRevealed ? grades.map((grade) => ({ grade, interval: sayDays(intervals[grade]) })) : [],
    ...(isRevealed && suggestion && { suggestion }),
    isApart: !card?.added,
  };
}

/** What is not revealed is not there: nobody reads it by chance. */
const withoutAnswers = (item: AnswerItem): AnswerItem => ({
  ...item,
  hint: "",
  answers: item.answers.map((answer) => ({ ...answer, markdown: "" })),
});

/** A part of a question says little without it. */
const textOf = (entry: Entry): string =>
  define(entry, [entry.parent?.text ?? "", entry.text].filter((text) => text).join("\n\n"));

function describeEnd({ interview, now, library, webview }: InterviewSurroundings): InterviewEnd {
  const results = resultsOf(interview, library, now.progress);
  return {
    kind: "end",
    facts: sumUp(interview, results),
    results: results.map((result) => ({
      item: result.entry
        ? { ...withoutAnswers(toItem(result.entry, webview)), text: textOf(result.entry) }
        : { id: result.round.question, number: "", text: "", hint: "", answers: [] },
      said: sayResult(result),
      isWeak: result.isWeak,
    })),
    nothingWeak: sayNothingWeak(results),
    canGoOn: interview.rounds.some(isOpen),
    canUndo: findLastDone(interview) !== undefined,
  };
}
