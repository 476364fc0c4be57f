import type { FromReview, ReviewQuestion } from "../../../protocol";
import { element } from "../../element";
import { describeGrading } from "../grading";
import { createKeyButton } from "../keys";

/** What decides about what can be done with a question. */
export type Choices = Pick<ReviewQuestion, "step" | "hasHint" | "is" | "choices" | "suggestion" | "canSkip"> & {
  id: string;
};

/** What can be done with a question: reveal, grade, put off. */
export function describeActions(
  { id, step, hasHint, is, choices, suggestion, canSkip }: Choices,
  post: (message: FromReview) => void,
): Node[] {
  const main: Node[] = [];
  if (step !== "answer") {
    if (hasHint) {
      main.push(
        createKeyButton("Show Hint", " ", () => post({ type: "reveal", id, step: "hint" }), { className: "primary" }),
      );
    }
    const key = hasHint ? "a" : " ";
    main.push(
      createKeyButton("Show Answer", key, () => post({ type: "reveal", id, step: "answer" }), {
        className: hasHint ? "" : "primary",
      }),
    );
  } else if (is === "practice") {
    main.push(createKeyButton("Go On", " ", () => post({ type: "practised", id }), { className: "primary" }));
  }
  const putOff = (label: string, key: string, how: "bury" | "suspend" | "skip", title: string) => {
    const made = createKeyButton(label, key, () => post({ type: "putOff", id, how }), { className: "quiet" });
    made.title = title;
    return made;
  };
  return [
    ...(main.length > 0 ? [element("div", { className: "row" }, ...main)] : []),
    ...describeGrading(choices, suggestion, (grade) => post({ type: "grade", id, grade })),
    element(
      "div",
      { className: "row" },
      ...(canSkip ? [putOff("Later", "l", "skip", "To the end of this session")] : []),
      ...(is === "practice" ? [] : [putOff("Tomorrow", "t", "bury", "Not asked again today")]),
      putOff("Suspend", "s", "suspend", "Not asked until you resume it in the tree"),
    ),
  ];
}
