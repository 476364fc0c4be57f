import { startInterview } from "../../src/core/study/interview";
import type { AnswerItem, InterviewEnd, InterviewQuestion, InterviewState } from "../../src/protocol";

const minute = 60_000;

const item: AnswerItem = {
  id: "7.1/12",
  number: "12",
  level: "medium",
  text: "Why does an L1 penalty $\\lambda\\lVert w\\rVert_1$ give exact zeros?",
  hint: "",
  answers: [{ source: "ML Interview Lab", uri: "file:///chapter.md", markdown: "", base: "" }],
};
const markdown = [
  "The penalty has a corner at 0. For one weight the minimiser is",
  "$$\\hat w = \\operatorname{sign}(z)\\,\\max(|z| - \\lambda, 0),$$",
  "so all of $|z| \\le \\lambda$ is sent to 0. See [the demo](demo:l1-vs-l2).",
].join("\n\n");
export const points: InterviewQuestion["points"] = [
  { text: "The corner at $w = 0$, not the **size** of the penalty.", is: "said" },
  { text: "Soft thresholding, for one weight: [question 11](question:7.1/11).", is: "said" },
  { text: "Common errors: calling it a matter of the optimiser.", is: "avoided" },
];

/** An interview of 15 minutes at its second question, as far as `step` says. */
export function interviewState(
  step: InterviewQuestion["step"] = "asked",
  question: Partial<InterviewQuestion> = {},
  more: Partial<InterviewState> = {},
): InterviewState {
  const isRevealed = step === "revealed";
  const asked = question.item ?? item;
  const scene: InterviewQuestion = {
    kind: "question",
    number: 2,
    count: 4,
    section: "7.1 Basics",
    step,
    minutes: 4,
    isPaused: false,
    isAloud: false,
    canUndo: true,
    typed: "",
    points: isRevealed ? points : [],
    ticked: [],
    choices: isRevealed
      ? (["1 day", "12 days", "26 days", "2.4 months"] as const).map((interval, i) => ({
          grade: (i + 1) as 1 | 2 | 3 | 4,
          interval,
        }))
      : [],
    isApart: false,
    ...question,
    item: { ...asked, answers: asked.answers.map((answer) => ({ ...answer, markdown: isRevealed ? markdown : "" })) },
  };
  return framed(scene, { times: { left: 11 * minute, took: minute, runs: !isRevealed }, ...more });
}

/** The end of an interview. */
export const interviewEnd = (end: Partial<InterviewEnd> = {}, more: Partial<InterviewState> = {}): InterviewState =>
  framed(
    {
      kind: "end",
      facts: [
        ["Answered", "2 of 3"],
        ["Time", "9 min 40 s of 15 min"],
        ["Points", "4 of 6 (67 %)"],
        ["Grades", "1 Hard, 1 Good"],
      ],
      results: [
        { item, said: "Good · 3 of 3 points · 3 min 2 s of about 4 min", isWeak: false },
        { item: { ...item, id: "7.1/13" }, said: "Hard · 1 of 3 points · 6 min 38 s of about 6 min", isWeak: true },
        { item: { ...item, id: "7.1/99", text: "", answers: [] }, said: "Not reached", isWeak: false },
      ],
      canGoOn: true,
      canUndo: true,
      nothingWeak: "Nothing fell short.",
      ...end,
    },
    more,
  );

/** An interview that a reload of the window interrupted. */
export const interviewBreak = (): InterviewState =>
  framed({ kind: "break", soFar: "1 of 4 questions done, 11 minutes of 15 left" });

const framed = (scene: InterviewState["scene"], more: Partial<InterviewState> = {}): InterviewState => ({
  view: "interview",
  interview: startInterview({ minutes: 15 }, [{ question: item.id, minutes: 4 }], 1),
  times: { left: 11 * minute, took: minute, runs: false },
  said: "7.1/11: Good.",
  scene,
  macros: {},
  singleKeys: true,
  font: { family: "", size: 14, lineHeight: 1.6 },
  ...more,
});
