import type { FromInterview, InterviewBreak, InterviewEnd, Looks } from "../../../protocol";
import { drawText } from "../../answerItem";
import { element } from "../../element";
import { createKeyButton } from "../keys";

type Post = (message: FromInterview) => void;

function button(label: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", press);
  return made;
}

const linkTo = (question: string) => element("a", { href: `question:${question}` }, question);

/** What an interview came to: in all, what to study next, and question by question. */
export function describeEnd(
  { facts, results, nothingWeak, canGoOn, macros }: InterviewEnd & Pick<Looks, "macros">,
  until: number,
  post: Post,
): Node[] {
  const weak = results.filter(({ isWeak }) => isWeak).map(({ item }) => linkTo(item.id));
  const rows = results.map(({ item, said, isWeak }) =>
    element(
      "li",
      {},
      element("p", { className: "place" }, linkTo(item.id), ` · ${said}`, ...(isWeak ? [" · study next"] : [])),
      drawText("", item.text || "The notes do not have this question any more.", item, "asked", { macros, until }),
    ),
  );
  return [
    element("h1", { tabIndex: -1 }, "How the Interview Went"),
    element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
    element(
      "p",
      {},
      ...(weak.length > 0
        ? ["To study next: ", ...weak.flatMap((link, i) => (i === 0 ? [link] : [", ", link])), "."]
        : [nothingWeak]),
    ),
    element(
      "div",
      { className: "row" },
      createKeyButton("Open Report", " ", () => post({ type: "openReport" }), { className: "primary" }),
      button("Copy Report", () => post({ type: "copyReport" })),
      ...(canGoOn ? [button("Go Back to the Interview", () => post({ type: "goOn" }))] : []),
      button("Start Another...", () => post({ type: "startAnother" })),
    ),
    element("h2", {}, "Question by Question"),
    element("ol", { className: "results" }, ...rows),
  ];
}

/** What is offered where a reload of the window interrupted an interview; `typed` stood in the field then. */
export const describeBreak = ({ soFar }: InterviewBreak, typed: string | undefined, post: Post): Node[] => [
  element("h1", { tabIndex: -1 }, "Your Interview Was Interrupted"),
  element("p", {}, `The window was loaded again. ${soFar}.`),
  element(
    "div",
    { className: "row" },
    createKeyButton("Go On", " ", () => post({ type: "goOn" }), { className: "primary" }),
    button("End Interview", () => post({ type: "end", ...(typed && { typed }) })),
  ),
];
