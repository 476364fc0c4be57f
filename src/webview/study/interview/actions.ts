import type { FromInterview, InterviewQuestion } from "../../../protocol";
import { element } from "../../element";
import { describeGrading } from "../grading";
import { createKeyButton } from "../keys";

/** What decides about what can be done with a question. */
export type Choices = Pick<InterviewQuestion, "step" | "isAloud" | "choices" | "suggestion" | "isApart"> & {
  id: string;
  hasPoints: boolean;
};

/** What can be done with a question: answer, compare, grade, pass over. `typed` is what stands in the field then. */
export function describeActions(
  { id, step, isAloud, choices, suggestion, isApart, hasPoints }: Choices,
  typed: () => string,
  post: (message: FromInterview) => void,
): Node[] {
  if (step === "asked") {
    const aloud = createKeyButton("I Answer Aloud", "a", () => post({ type: "answerAloud", id, isAloud: !isAloud }));
    aloud.ariaPressed = String(isAloud);
    aloud.title = "Marks the answer as spoken. Nothing is recorded.";
    return [
      element(
        "div",
        { className: "row" },
        createKeyButton("Show Answer", " ", () => post({ type: "reveal", id, typed: typed() }), {
          className: "primary",
        }),
        aloud,
        createKeyButton("Skip", "s", () => post({ type: "moveOn", id, typed: typed() }), { className: "quiet" }),
      ),
    ];
  }
  return [
    ...(hasPoints && !suggestion
      ? [element("p", { className: "why" }, "Tick what you said, and a grade is suggested.")]
      : []),
    ...describeGrading(choices, suggestion, (grade) => post({ type: "grade", id, grade })),
    ...(isApart ? [element("p", {}, "You do not study this question yet: a grade adds it.")] : []),
    element(
      "div",
      { className: "row" },
      createKeyButton("Go On Without a Grade", "n", () => post({ type: "moveOn", id, typed: "" }), {
        className: "quiet",
      }),
    ),
  ];
}
