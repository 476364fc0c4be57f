import { type Grade, gradeNames } from "../../core/study/event";
import { element } from "../element";
import { createKeyButton } from "./keys";

/** The four grades, when the question comes again with each, and which one is suggested and why; none without choices. */
export function describeGrading(
  choices: readonly { grade: Grade; interval: string }[],
  suggestion: { grade: Grade; why: string } | undefined,
  choose: (grade: Grade) => void,
): Node[] {
  if (choices.length === 0) {
    return [];
  }
  const buttons = choices.map(({ grade, interval }) => {
    const isSuggested = suggestion?.grade === grade;
    const words = isSuggested ? `${interval}, suggested` : interval;
    const className = isSuggested ? "grade suggested" : "grade";
    const more = element("span", { className: "when" }, words);
    return createKeyButton(gradeNames[grade], String(grade), () => choose(grade), { className }, more);
  });
  const label = element("p", { id: "grading" }, "How well did you know it? It comes again in");
  const group = element("div", { className: "grades", role: "group" }, ...buttons);
  group.setAttribute("aria-labelledby", "grading");
  return [
    ...(suggestion ? [element("p", { className: "why" }, suggestion.why)] : []),
    element("div", {}, label, group),
  ];
}
