import type { Level } from "../question";
import type { Grade, GradeEvent, StudyEvent } from "./event";
import type { Point } from "./interview/checkList";
import type { Progress } from "./progress";

/** What the learner asked for. */
export interface InterviewChoice {
  minutes: number;
  /** All levels where there is none. */
  level?: Level;
  /** A section as it is called; any where there is none. */
  section?: string;
}

/**
 * A mock interview: what it is beyond the log, where its grades are. Plain data, kept by its page for when the window is
 * reloaded; its clock is data too, for it has to outlive the page.
 */
export interface Interview extends InterviewChoice {
  /** When it began: the grades of its questions came later. */
  start: number;
  rounds: Round[];
  /** The round on the page; as many as there are rounds once it is over. */
  at: number;
  paused: boolean;
  /** Since when time counts that is not among what the rounds took yet. */
  since?: number;
}

/** One question of an interview. */
export interface Round {
  question: string;
  /** How long an answer may take. */
  minutes: number;
  /** Milliseconds that the answer took so far: comparing it with the model answer is not counted. */
  took: number;
  step: "asked" | "revealed" | "done" | "skipped";
  /** Spoken, as the learner says: nothing listens. */
  isAloud: boolean;
  typed: string;
  /** What the answer is compared with, once it is revealed, and the indices of what the learner ticked. */
  points: Point[];
  ticked: number[];
}

/** Longer is a learner who went away. */
const mostSeconds = 600;
/** Of an answer: more is kept by the page alone. */
const mostCharacters = 20_000;

/** An interview at its first question. */
export function startInterview(
  choice: InterviewChoice,
  drawn: readonly { question: string; minutes: number }[],
  start: number,
): Interview {
  const rounds = drawn.map(
    ({ question, minutes }): Round => ({
      ...{ question, minutes, took: 0, step: "asked", isAloud: false, typed: "", points: [], ticked: [] },
    }),
  );
  return { ...choice, start, rounds, at: 0, paused: false };
}

export const roundOf = ({ rounds, at }: Interview): Round | undefined => rounds[at];

/** Whether a question waits for its answer or its grade. */
export const isOpen = ({ step }: Round): boolean => step === "asked" || step === "revealed";

/** Its time up to now. From then on it counts while an answer is given in sight of the learner, and not paused. */
export function countTime(interview: Interview, now: number, isInSight: boolean): Interview {
  const { since, ...rest } = interview;
  const round = roundOf(interview);
  const passed = since === undefined ? 0 : Math.max(0, now - since);
  const counted = round ? { ...rest, rounds: replaceAt(rest, { ...round, took: round.took + passed }) } : rest;
  return isInSight && !rest.paused && round?.step === "asked" ? { ...counted, since: now } : counted;
}

/** Milliseconds that all answers took. */
export const timeTaken = ({ rounds }: Interview): number => rounds.reduce((sum, { took }) => sum + took, 0);

/** Seconds that count as the time of a review. */
export const secondsOf = ({ took }: Round): number => Math.min(mostSeconds, Math.round(took / 1000));

/** With the round on the page changed. */
export function changeRound(interview: Interview, change: Partial<Round>): Interview {
  const round = roundOf(interview);
  const { typed } = change;
  const cut = typed === undefined ? change : { ...change, typed: typed.slice(0, mostCharacters) };
  return round ? { ...interview, rounds: replaceAt(interview, { ...round, ...cut }) } : interview;
}

const replaceAt = ({ rounds, at }: Pick<Interview, "rounds" | "at">, round: Round): Round[] =>
  rounds.map((one, i) => (i === at ? round : one));

/** With a point ticked, or not any more. */
export function tick(interview: Interview, point: number, isTicked: boolean): Interview {
  const { points, ticked } = roundOf(interview) ?? { points: [], ticked: [] };
  if (!points[point]) {
    return interview;
  }
  const others = ticked.filter((one) => one !== point);
  return changeRound(interview, { ticked: (isTicked ? [...others, point] : others).sort((a, b) => a - b) });
}

/** At the next question that is still open; over where there is none. */
export function goOn(interview: Interview): Interview {
  const next = interview.rounds.findIndex(isOpen);
  return { ...interview, paused: false, at: next < 0 ? interview.rounds.length : next };
}

/** Over, whatever is still open. */
export const finish = (interview: Interview): Interview => ({ ...interview, at: interview.rounds.length });

/** The last question that was graded or skipped before the one on the page: what can be gone back to. */
export const findLastDone = ({ rounds, at }: Interview): number | undefined =>
  rounds.flatMap((round, i) => (i < at && !isOpen(round) ? i : [])).at(-1);

/** At a question that was graded or skipped, as it was before. */
export function goBackTo(interview: Interview, index: number): Interview {
  const step = interview.rounds[index]?.step === "skipped" ? "asked" : "revealed";
  return changeRound({ ...interview, at: index }, { step });
}

/** The review that a question got in the interview: the log knows, and knows what was taken back. */
export function reviewIn({ start }: Interview, question: string, { cards }: Progress): GradeEvent | undefined {
  const { reviews = [] } = cards.get(question) ?? {};
  return reviews.filter(({ event }) => event.source === "interview" && event.at >= start).at(-1)?.event;
}

/** What is to be taken back for a question to be as before its grade, the newest first: it may have been added with it. */
export function eventsOf(grade: GradeEvent, question: string, { undoable }: Progress): StudyEvent[] {
  return undoable
    .filter(({ id, type, at }) => id === grade.id || (type === "add" && at === grade.at - 1))
    .filter((event) => "question" in event && event.question === question)
    .reverse();
}

/** The share of the points that was ticked; none where there are no points. */
export const shareOf = ({ points, ticked }: Round): number | undefined =>
  points.length === 0 ? undefined : ticked.length / points.length;

/** A grade from what was ticked, and how it comes about; none before anything was. */
export function suggestGrade(round: Round): { grade: Grade; why: string } | undefined {
  const { points, ticked, took, minutes } = round;
  const share = shareOf(round) ?? 0;
  if (share === 0) {
    return undefined;
  }
  const count = `${ticked.length} of ${points.length} points`;
  if (share < 1 / 3) {
    return { grade: 1, why: `${count}, less than a third: Again is suggested.` };
  }
  if (share < 2 / 3) {
    return { grade: 2, why: `${count}, less than two thirds: Hard is suggested.` };
  }
  return share === 1 && took <= minutes * 60_000
    ? { grade: 4, why: `${count}, and in time: Easy is suggested.` }
    : { grade: 3, why: `${count}: Good is suggested.` };
}

/**
 * An interview that a page kept, paused unless it is over; undefined where it is none. `took` is how far the page saw the
 * clock of its question go.
 */
export function resumeInterview(saved: unknown, took: unknown): Interview | undefined {
  const { start, minutes, level, section, rounds, at } = fieldsOf(saved);
  const read = Array.isArray(rounds) ? rounds.map(readRound) : [];
  const known = read.filter((round) => round !== undefined);
  const isWhole = known.length > 0 && known.length === read.length;
  if (!isWhole || !isNumber(start) || !isNumber(minutes) || !isPlace(at, known.length + 1)) {
    return undefined;
  }
  const interview: Interview = {
    ...{ start, minutes, at, rounds: known, paused: at < known.length },
    ...(isLevel(level) && { level }),
    ...(typeof section === "string" && { section }),
  };
  const round = known[at];
  return round?.step === "asked" && isNumber(took) && took > round.took ? changeRound(interview, { took }) : interview;
}

function readRound(saved: unknown): Round | undefined {
  const { question, minutes, took, step, isAloud, typed, points, ticked } = fieldsOf(saved);
  if (typeof question !== "string" || !isNumber(minutes) || !isNumber(took) || !isStep(step)) {
    return undefined;
  }
  const read = Array.isArray(points) ? points.flatMap(readPoint) : [];
  return {
    ...{ question, minutes, took, step, isAloud: isAloud === true },
    typed: typeof typed === "string" ? typed : "",
    points: read,
    ticked: Array.isArray(ticked) ? [...new Set(ticked)].filter((index) => isPlace(index, read.length)) : [],
  };
}

function readPoint(saved: unknown): Point[] {
  const { text, is } = fieldsOf(saved);
  return typeof text === "string" && (is === "said" || is === "avoided") ? [{ text, is }] : [];
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const isNumber = (value: unknown): value is number => typeof value === "number" && value >= 0 && Number.isFinite(value);

/** An index into a list of that length. */
const isPlace = (value: unknown, length: number): value is number =>
  isNumber(value) && Number.isInteger(value) && value < length;

const isLevel = (value: unknown): value is Level => value === "easy" || value === "medium" || value === "hard";

const isStep = (value: unknown): value is Round["step"] =>
  value === "asked" || value === "revealed" || value === "done" || value === "skipped";
