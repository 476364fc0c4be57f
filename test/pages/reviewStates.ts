import type { AnswerItem, ReviewEnd, ReviewQuestion, ReviewState } from "../../src/protocol";

const item: AnswerItem = {
  id: "7.1/12",
  number: "12",
  level: "medium",
  text: "Why does an L1 penalty $\\lambda\\lVert w\\rVert_1$ give exact zeros?",
  hint: "",
  answers: [{ source: "ML Interview Lab", uri: "file:///chapter.md", markdown: "", base: "" }],
};
const hint = "Look at $w = 0$: what is the **slope** there?";
const markdown = [
  "The penalty has a corner at 0. For one weight the minimiser is",
  "$$\\hat w = \\operatorname{sign}(z)\\,\\max(|z| - \\lambda, 0),$$",
  "so all of $|z| \\le \\lambda$ is sent to 0. See [the demo](demo:l1-vs-l2).",
].join("\n\n");

/** A session in which a question is shown, as far as `step` says. */
export function reviewState(
  step: ReviewQuestion["step"] = "question",
  question: Partial<ReviewQuestion> = {},
  more: Partial<ReviewState> = {},
): ReviewState {
  const isRevealed = step === "answer";
  const asked = question.item ?? item;
  const scene: ReviewQuestion = {
    kind: "question",
    is: "due",
    section: "7.1 Basics",
    step,
    hasHint: step === "question",
    canSkip: question.is !== "practice",
    demos: isRevealed ? [{ id: "l1-vs-l2", title: "L1 against L2" }] : [],
    ...(isRevealed && { recall: 87 }),
    choices: isRevealed
      ? (["1 day", "12 days", "26 days", "2.4 months"] as const).map((interval, i) => ({
          grade: (i + 1) as 1 | 2 | 3 | 4,
          interval,
        }))
      : [],
    ...question,
    item: {
      ...asked,
      hint: step === "question" ? "" : hint,
      answers: asked.answers.map((answer) => ({ ...answer, markdown: isRevealed ? markdown : "" })),
    },
  };
  return framed(scene, { shown: scene.item.id, step }, more);
}

/** The end of a session. */
export const endState = (end: Partial<ReviewEnd> = {}, more: Partial<ReviewState> = {}): ReviewState =>
  framed(
    {
      kind: "end",
      next: "Nothing more today. Tomorrow 2 questions are due.",
      studies: true,
      hasStatistics: false,
      ...end,
    },
    { shown: "", step: "question" },
    { left: { due: 0, fresh: 0, practice: 0 }, done: 0, canUndo: false, ...more },
  );

function framed(
  scene: ReviewState["scene"],
  at: Pick<ReviewState["session"], "shown" | "step">,
  more: Partial<ReviewState>,
): ReviewState {
  return {
    view: "review",
    session: { start: 1, windows: ["w"], skipped: [], practised: [], ...at },
    left: { due: 3, fresh: 2, practice: 0 },
    done: 1,
    canUndo: true,
    said: "7.1/11: Good. It comes again in 3 days.",
    scene,
    macros: {},
    singleKeys: true,
    font: { family: "", size: 14, lineHeight: 1.6 },
    ...more,
  };
}
