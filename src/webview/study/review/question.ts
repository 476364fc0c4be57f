import type { Looks, ReviewQuestion } from "../../../protocol";
import { describeLevel, drawText } from "../../answerItem";
import { element } from "../../element";

const kinds: Record<ReviewQuestion["is"], string> = { due: "due", new: "new", practice: "practice" };

/** So much of a question, and the macros of its texts. */
export type Of<Name extends keyof ReviewQuestion> = Pick<ReviewQuestion, Name> & Pick<Looks, "macros">;

/** The question of a session, where it stands, and why it is asked, where there is a reason. */
export function describeQuestion(
  { item, section, lead, is, macros }: Of<"item" | "section" | "lead"> & Partial<Of<"is">>,
  until: number,
): Node[] {
  const heading = drawText("question", item.text || `Question ${item.number}`, item, "question", { macros, until });
  heading.setAttribute("role", "heading");
  heading.setAttribute("aria-level", "1");
  heading.tabIndex = -1;
  return [
    element(
      "p",
      { className: "place" },
      `${section} · ${item.id}`,
      ...describeLevel(item),
      ...(is ? [` · ${kinds[is]}`] : []),
    ),
    ...(is === "practice"
      ? [
          element(
            "p",
            { className: "practice" },
            "Once more, for practice: you did not know it in this session. Nothing is graded, and its next review stays where it is.",
          ),
        ]
      : []),
    ...(lead ? [drawText("lead", lead, item, "lead", { macros, until })] : []),
    heading,
  ];
}

/** The hint, once it is revealed. */
export function describeHint({ item, macros }: Of<"item">, until: number): Node[] {
  if (item.hint === "") {
    return [];
  }
  const made = element(
    "section",
    { className: "hint", ariaLabel: "Hint", tabIndex: -1 },
    element("h2", {}, "Hint"),
    drawText("", item.hint, item, "hint", { macros, until }),
  );
  return [made];
}

/** The learner's answer beside those of the notes, then the demos; `follow` opens one. */
export function describeAnswer(
  { item, demos, recall, macros, typed }: Of<"item" | "demos" | "recall"> & { typed: string },
  until: number,
  follow: (href: string) => void,
): Node[] {
  const isOnly = item.answers.filter(({ markdown }) => markdown !== "").length === 1;
  const answers = item.answers.flatMap(({ source, uri, markdown }, index) => {
    if (markdown === "") {
      return [];
    }
    const title = isOnly ? "Answer" : `Answer in ${source}`;
    const made = element(
      "section",
      { className: "answer", ariaLabel: title },
      element("h2", { tabIndex: -1 }, title),
      drawText("body", markdown, item, `answer${index}`, { macros, until }, index),
    );
    made.dataset.uri = uri;
    return [made];
  });
  const buttons = demos.map(({ id, title }) => {
    const made = element("button", { type: "button", className: "run-demo" }, `Measure it: “${title}”`);
    made.addEventListener("click", () => follow(`demo:${id}`));
    return made;
  });
  return [
    element(
      "div",
      { className: typed ? "compared" : "" },
      element("div", {}, ...answers),
      ...(typed ? [describeOwn(typed)] : []),
    ),
    ...(buttons.length > 0 ? [element("p", { className: "demos" }, ...buttons)] : []),
    ...(recall === undefined
      ? []
      : [
          element(
            "p",
            { className: "recall" },
            `Before it was asked, the chance that you would know it was ${recall} %.`,
          ),
        ]),
  ];
}

/** What the learner typed. */
export const describeOwn = (typed: string): HTMLElement =>
  element(
    "section",
    { className: "answer yours", ariaLabel: "Your answer" },
    element("h2", {}, "Your answer"),
    element("p", { className: "typed" }, typed),
  );
