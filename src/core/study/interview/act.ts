import { type Grade, gradeNames, isGrade } from "../event";
import { changeRound, finish, goOn, type Interview, roundOf, tick } from "../interview";
import { makeCheckList } from "./checkList";

/** What something that the learner does in an interview comes to. */
export interface Outcome {
  interview: Interview;
  /** In a sentence, for the learner; empty where the page says it. */
  said: string;
  /** What is to be noted in the log of the question that was on the page. */
  grade?: Grade;
}

/** What is known of the question on the page: the texts of its answers, and whether it is not studied. */
export interface Known {
  answers: readonly string[];
  isApart: boolean;
}

/** Does what a page says, as it came; undefined where it is not about the question on the page, or cannot be done now. */
export function act(interview: Interview, message: Record<string, unknown>, known: Known): Outcome | undefined {
  const silently = (next: Interview): Outcome => ({ interview: next, said: "" });
  const typed = typeof message.typed === "string" ? { typed: message.typed } : {};
  const { type, isPaused, grade } = message;
  if (type === "pause") {
    return { interview: { ...interview, paused: isPaused === true }, said: isPaused === true ? "Paused." : "" };
  }
  if (type === "end") {
    return silently(finish(changeRound(interview, typed)));
  }
  if (type === "goOn") {
    return silently(goOn(interview));
  }
  const { question = "", step } = roundOf(interview) ?? {};
  if (message.id !== question) {
    return undefined;
  }
  if (step === "asked") {
    switch (type) {
      case "reveal": {
        const points = makeCheckList(known.answers);
        return silently({ ...changeRound(interview, { ...typed, points, step: "revealed" }), paused: false });
      }
      case "answerAloud":
        return silently(changeRound(interview, { isAloud: message.isAloud === true }));
      case "moveOn":
        return {
          interview: goOn(changeRound(interview, { ...typed, step: "skipped" })),
          said: `${question} is skipped.`,
        };
      default:
        return undefined;
    }
  }
  if (step === "revealed") {
    const next = () => goOn(changeRound(interview, { step: "done" }));
    if (type === "tick") {
      return silently(tick(interview, Number(message.point), message.isTicked === true));
    }
    if (type === "moveOn") {
      return { interview: next(), said: `${question} is not graded.` };
    }
    if (type === "grade" && isGrade(grade)) {
      const added = known.isApart ? " It is added to your study." : "";
      return { interview: next(), said: `${question}: ${gradeNames[grade]}.${added}`, grade };
    }
  }
  return undefined;
}
