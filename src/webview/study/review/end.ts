import type { Grade } from "../../../core/study/event";
import type { FromReview, ReviewEnd } from "../../../protocol";
import { element } from "../../element";

const describeGrades = (grades: Record<Grade, number>): string =>
  `${grades[1]} Again, ${grades[2]} Hard, ${grades[3]} Good, ${grades[4]} Easy`;

/** What a session came to, and what comes next. */
export function describeEnd(
  { summary, next, studies, hasStatistics }: ReviewEnd,
  post: (message: FromReview) => void,
): Node[] {
  const button = (label: string, message: FromReview, className = "") => {
    const made = element("button", { type: "button", className }, label);
    made.addEventListener("click", () => post(message));
    return made;
  };
  const answered = summary && Object.values(summary.grades).reduce((sum, count) => sum + count, 0);
  const facts: [name: string, value: string][] = summary
    ? [
        ["Answered", answered === 1 ? "1 question" : `${answered} questions`],
        ["Grades", describeGrades(summary.grades)],
        ["Time", summary.minutes],
        ["Recall", summary.recall],
      ]
    : [];
  return [
    element("h1", { tabIndex: -1 }, summary ? "Done for Today" : "Nothing to Review"),
    ...(facts.length > 0
      ? [element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]))]
      : []),
    element("p", {}, next),
    element(
      "div",
      { className: "row" },
      button(
        studies ? "Add Questions..." : "Add All of a Section...",
        { type: "addQuestions" },
        studies ? "" : "primary",
      ),
      ...(hasStatistics ? [button("Show Statistics", { type: "showStatistics" })] : []),
    ),
  ];
}
