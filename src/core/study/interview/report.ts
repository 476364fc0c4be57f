import type { Entry, Library } from "../../library";
import { nameSection } from "../../library";
import { type Grade, gradeNames } from "../event";
import { type Interview, type Round, reviewIn, shareOf, timeTaken } from "../interview";
import type { Progress } from "../progress";
import { sayTime } from "../summary";
import type { Point } from "./checkList";
import { sayMinutes } from "./clock";

/** A question of an interview and what became of it. */
export interface Result {
  round: Round;
  /** Absent where its notes are gone. */
  entry?: Entry;
  grade?: Grade;
  /** Not as it should be: graded Again or Hard, skipped, or less than two thirds of its points ticked. */
  isWeak: boolean;
}

/** What an interview came to, question by question. */
export function resultsOf(interview: Interview, library: Library, progress: Progress): Result[] {
  return interview.rounds.map((round) => {
    const entry = library.find(round.question);
    const grade = reviewIn(interview, round.question, progress)?.grade;
    const isAnswered = round.step === "revealed" || round.step === "done";
    const share = isAnswered ? (shareOf(round) ?? 1) : 1;
    const isWeak = round.step === "skipped" || (grade ?? 4) <= 2 || (grade === undefined && share < 2 / 3);
    return { round, ...(entry && { entry }), ...(grade && { grade }), isWeak };
  });
}

/** What became of a question, in few words. */
export function sayResult({ round, grade }: Result): string {
  const { step, took, minutes, points, ticked, isAloud } = round;
  if (step === "skipped") {
    return "Skipped";
  }
  if (step === "asked") {
    return took > 0 ? "Not answered" : "Not reached";
  }
  return [
    grade ? gradeNames[grade] : "Not graded",
    ...(points.length > 0 ? [`${ticked.length} of ${points.length} points`] : []),
    `${sayTime(took / 1000)} of about ${minutes} min`,
    ...(isAloud ? ["aloud"] : []),
  ].join(" · ");
}

/** What an interview came to in all: names and values, in the order in which they are read. */
export function sumUp(interview: Interview, results: readonly Result[]): [string, string][] {
  const revealed = results.filter(({ round: { step } }) => step === "revealed" || step === "done");
  const count = (pick: (round: Round) => number) => revealed.reduce((sum, { round }) => sum + pick(round), 0);
  const points = count((round) => round.points.length);
  const ticked = count((round) => round.ticked.length);
  const graded = ([1, 2, 3, 4] as const)
    .map((grade) => ({ grade, times: results.filter((result) => result.grade === grade).length }))
    .filter(({ times }) => times > 0)
    .map(({ grade, times }) => `${times} ${gradeNames[grade]}`);
  return [
    ["Answered", `${revealed.length} of ${results.length}`],
    ["Time", `${sayTime(timeTaken(interview) / 1000)} of ${interview.minutes} min`],
    ...(points > 0
      ? [["Points", `${ticked} of ${points} (${Math.round((100 * ticked) / points)} %)`] as [string, string]]
      : []),
    ["Grades", graded.join(", ") || "none"],
  ];
}

/** What is said where no question is to be studied next. */
export const sayNothingWeak = (results: readonly Result[]): string =>
  results.some(({ round: { step } }) => step === "revealed" || step === "done")
    ? "Nothing fell short. Take a harder level, or another section."
    : "No question was answered.";

/** What the learner asked for, in words. */
const sayChoice = ({ minutes, level, section }: Pick<Interview, "minutes" | "level" | "section">): string =>
  [sayMinutes(minutes), level ? `${level} questions` : "all levels", section ?? "all sections"].join(", ");

/**
 * The whole interview as a Markdown text to keep. What the learner typed is quoted as it is. `link` makes the address of a
 * question.
 */
export function writeReport(
  interview: Interview,
  results: readonly Result[],
  link: (question: string) => string,
): string {
  const named = ({ round: { question } }: Result) => `[${question}](${link(question)})`;
  const weak = results.filter(({ isWeak }) => isWeak);
  return [
    `# Mock interview, ${sayDate(interview.start)}`,
    `${sayChoice(interview)}.`,
    sumUp(interview, results)
      .map(([name, value]) => `- ${name}: ${value}`)
      .join("\n"),
    "## What to study next",
    weak.length > 0
      ? weak
          .map(
            (result) =>
              `- ${[named(result), result.entry?.parent?.title, result.entry?.title].filter((text) => text).join(" ")}`,
          )
          .join("\n")
      : sayNothingWeak(results),
    ...results.flatMap((result, i) => [`## ${i + 1}. Question ${named(result)}`, ...describeResult(result)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function describeResult(result: Result): string[] {
  const { round, entry } = result;
  const { typed, points, ticked } = round;
  const place = entry && [nameSection(entry.section), ...(entry.level ? [entry.level] : [])].join(" · ");
  const isTicked = (point: Point) => ticked.includes(points.indexOf(point));
  const list = (title: string, some: readonly Point[]) =>
    some.length > 0 ? [`${title}:`, some.map(({ text }) => `- ${indent(text)}`).join("\n")] : [];
  const said = points.filter(({ is }) => is === "said");
  const avoided = points.filter(({ is }) => is === "avoided");
  return [
    ...(place ? [`${place}.`] : []),
    ...(entry?.parent?.text ? [quote(entry.parent.text)] : []),
    quote(entry?.text || "The notes do not have this question any more."),
    `**${sayResult(result)}.**`,
    ...list("Said", said.filter(isTicked)),
    ...list(
      "Missed",
      said.filter((point) => !isTicked(point)),
    ),
    ...list("Kept clear of", avoided.filter(isTicked)),
    ...list(
      "To keep clear of",
      avoided.filter((point) => !isTicked(point)),
    ),
    ...(typed.trim() ? ["My answer:", quote(typed.trim())] : []),
  ];
}

const quote = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

const indent = (text: string): string => text.split("\n").join("\n  ");

/** By the learner's clock: 2026-05-01 14:05. */
function sayDate(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
