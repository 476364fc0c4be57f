import { type Grade, gradeNames, isGrade } from "./event";
import { type Done, practise, type Session, show, skip } from "./session";
import { sayDays } from "./summary";

/** What something that the learner does to the question on the page comes to. */
export interface Outcome {
  session: Session;
  /** In a sentence, for the learner. */
  said?: string;
  /** What is to be noted in the log. */
  event?: { type: "grade"; grade: Grade } | { type: "bury" | "suspend" };
}

/**
 * Does what a page says, as it came, to the question that the session shows; undefined where that is not what it is
 * about, or cannot be done. `intervals` are the days until the question comes again, by grade.
 */
export function act(
  session: Session,
  message: Record<string, unknown>,
  isPractice: boolean,
  intervals: Record<Grade, number>,
): Outcome | undefined {
  const { shown, step } = session;
  const { type, grade, how } = message;
  if (shown === "" || message.id !== shown) {
    return undefined;
  }
  if (type === "reveal") {
    const further = message.step === "answer" || (message.step === "hint" && step === "question") ? message.step : step;
    return { session: { ...session, step: further } };
  }
  if (type === "putOff" && how === "suspend") {
    const said = `${shown} is suspended: it is not asked until you resume it in the tree.`;
    return { session: show(session), said, event: { type: "suspend" } };
  }
  if (isPractice) {
    return type === "practised" && step === "answer"
      ? { session: practise(session), said: `${shown} was practised. Its next review stays where it was.` }
      : undefined;
  }
  if (type === "putOff" && how === "bury") {
    return { session: show(session), said: `${shown} is put off to tomorrow.`, event: { type: "bury" } };
  }
  if (type === "putOff" && how === "skip") {
    return { session: skip(session), said: `${shown} comes again at the end of this session.` };
  }
  if (type === "grade" && isGrade(grade) && step === "answer") {
    const said = `${shown}: ${gradeNames[grade]}. It comes again in ${sayDays(intervals[grade])}.`;
    return { session: show(session), said, event: { type: "grade", grade } };
  }
  return undefined;
}

/** What was done to a question, in words. */
export function sayDone(event: Done): string {
  const what = { grade: event.type === "grade" ? gradeNames[event.grade] : "", bury: "put off", suspend: "suspended" };
  return `${event.question}, ${what[event.type]}`;
}
