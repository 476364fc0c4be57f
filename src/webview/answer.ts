import { nameSection } from "../core/library";
import type { AnswerItem, AnswerState } from "../protocol";
import { describeLevel, drawText } from "./answerItem";
import { applyFont } from "./applyFont";
import { connect } from "./connect";
import { element } from "./element";
import { followLinks } from "./followLinks";
import { makeOverflowScrollable } from "./overflow";

/** What outlives the page: where one was in each question, and which hints are open. */
interface Memory {
  id: string;
  scroll: Record<string, number>;
  openHints: string[];
}

const page = document.getElementById("page") as HTMLElement;
const host = connect("answer", show);
let memory: Memory = { id: "", scroll: {}, openHints: [], ...host.getState<Partial<Memory>>() };
/** The question on the page; none before the first state. */
let shown: AnswerState | undefined;
/** When drawing formulas has taken too long. */
let drawUntil = 0;

function remember(change: Partial<Memory>): void {
  memory = { ...memory, ...change };
  host.setState(memory);
}

function show(state: AnswerState): void {
  const isOther = shown !== undefined && shown.id !== state.id;
  shown = state;
  drawUntil = performance.now() + 3_000;
  remember({ id: state.id });
  applyFont(state.font);
  page.replaceChildren(...describe(state));
  makeOverflowScrollable(page);
  window.scrollTo({ top: memory.scroll[state.id] ?? 0, behavior: "instant" });
  if (isOther && document.hasFocus()) {
    // What had the focus is gone; a screen reader goes on at the new question.
    page.querySelector<HTMLElement>("[aria-level='1']")?.focus({ preventScroll: true });
  }
}

function describe(state: AnswerState): Node[] {
  if (state.items.length === 0) {
    return [toolbar(state), element("p", { className: "empty" }, `There is no question ${state.id} in the notes.`)];
  }
  const [first, ...parts] = state.items as [AnswerItem, ...AnswerItem[]];
  const isStem = parts.length > 0;
  return [
    toolbar(state),
    element(
      "header",
      {},
      element("p", { className: "place" }, nameSection(state.section), " · ", first.id, ...describeLevel(first)),
      ...(state.intro ? [text("intro", state.intro, first, state, "intro")] : []),
      ...(state.lead ? [text("lead", state.lead.text, first, state, "lead")] : []),
      heading(first, state),
      ...hint(first, state),
      ...demoButtons(state),
    ),
    ...(isStem && first.answers.every(({ markdown }) => markdown === "") ? [] : answers(first, state)),
    ...parts.map((part) =>
      element(
        "article",
        { ariaLabel: `Part ${part.number}` },
        element("p", { className: "place" }, `Part ${part.number}`, ...describeLevel(part)),
        heading(part, state, 2),
        ...hint(part, state),
        ...answers(part, state),
      ),
    ),
    neighbours(state),
  ];
}

function toolbar(state: AnswerState): HTMLElement {
  const button = (to: "back" | "forward", label: string, sign: string, isEnabled: boolean) => {
    const made = element("button", { type: "button", className: "quiet", title: label, ariaLabel: label }, sign);
    made.disabled = !isEnabled;
    made.addEventListener("click", () => host.post({ type: "navigate", to }));
    return made;
  };
  return element(
    "nav",
    { className: "toolbar", ariaLabel: "History" },
    button("back", "Back to the last question (Alt+Left)", "←", state.canGoBack),
    button("forward", "Forward again (Alt+Right)", "→", state.canGoForward),
    element("span", { className: "chapter" }, state.chapter),
  );
}

/** The question is the page's heading; it may hold several paragraphs, which `h1` may not. */
function heading(item: AnswerItem, state: AnswerState, ariaLevel = 1): HTMLElement {
  const made = text("question", item.text || `Question ${item.number}`, item, state, "question");
  made.setAttribute("role", "heading");
  made.setAttribute("aria-level", String(ariaLevel));
  made.tabIndex = -1;
  return made;
}

function hint(item: AnswerItem, state: AnswerState): Node[] {
  if (!item.hint) {
    return [];
  }
  const made = element(
    "details",
    { className: "hint" },
    element("summary", {}, "Hint"),
    text("", item.hint, item, state, "hint"),
  );
  made.open = memory.openHints.includes(item.id);
  made.addEventListener("toggle", () => {
    const others = memory.openHints.filter((id) => id !== item.id);
    remember({ openHints: made.open ? [...others, item.id] : others });
    makeOverflowScrollable(made);
  });
  return [made];
}

function demoButtons(state: AnswerState): Node[] {
  const buttons = state.demos.map(({ id, title }) => {
    const made = element("button", { type: "button", className: "run-demo" }, `Run the demo “${title}”`);
    made.addEventListener("click", () => host.post({ type: "follow", href: `demo:${id}`, uri: "" }));
    return made;
  });
  return buttons.length > 0 ? [element("p", { className: "demos" }, ...buttons)] : [];
}

/** Each source's answer under a heading of its own; with one source there is nothing to tell apart. */
function answers(item: AnswerItem, state: AnswerState): Node[] {
  return item.answers.map(({ source, uri, markdown }, index) => {
    const title = item.answers.length > 1 ? `Answer in ${source}` : "Answer";
    const body = markdown
      ? text("body", markdown, item, state, `answer${index}`, index)
      : element(
          "p",
          { className: "empty" },
          "No answer yet. Open the notes file from the menu of this tab to write one.",
        );
    const made = element("section", { className: "answer", ariaLabel: title }, element("h2", {}, title), body);
    made.dataset.uri = uri;
    return made;
  });
}

const text = (name: string, markdown: string, item: AnswerItem, state: AnswerState, part: string, source = 0) =>
  drawText(name, markdown, item, part, { macros: state.macros, until: drawUntil }, source);

function neighbours(state: AnswerState): HTMLElement {
  const button = (to: "previous" | "next", label: string, target: AnswerState["next"]) => {
    if (!target) {
      return element("span", {});
    }
    const made = element(
      "button",
      { type: "button", className: `neighbour ${to}` },
      element("span", { className: "direction" }, label),
      element("span", { className: "title" }, `${target.id} ${target.title}`),
    );
    made.addEventListener("click", () => host.post({ type: "navigate", to }));
    return made;
  };
  return element(
    "nav",
    { className: "neighbours", ariaLabel: "Neighbouring questions" },
    button("previous", "Previous", state.previous),
    button("next", "Next", state.next),
  );
}

followLinks(page, (href, uri) => host.post({ type: "follow", href, uri }));

window.addEventListener(
  "scroll",
  () => {
    if (shown) {
      remember({ scroll: { ...memory.scroll, [shown.id]: window.scrollY } });
    }
  },
  { passive: true },
);

// In a frame of its own: what it changes is what it observes.
new ResizeObserver(() => requestAnimationFrame(() => makeOverflowScrollable(page))).observe(page);
