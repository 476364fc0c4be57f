import type { FromReview, ReviewEnd, ReviewState } from "../../protocol";
import { applyFont } from "../applyFont";
import type { Host } from "../connect";
import { element } from "../element";
import { makeOverflowScrollable } from "../overflow";
import { createKeyButton, listenToKeys } from "./keys";
import { type Choices, describeActions } from "./review/actions";
import { describeEnd } from "./review/end";
import { describeAnswer, describeHint, describeQuestion } from "./review/question";
import { createSlot } from "./slot";

/** What outlives the page: the session, which is the host's, and what was typed in it, by place. */
interface Memory {
  session?: ReviewState["session"];
  typed: Record<string, string>;
  scroll?: { place: string; y: number };
}

/** Where in the session the learner is: practice of a question is another place than the question. */
const placeOf = ({ scene }: ReviewState): string =>
  scene.kind === "question" ? `${scene.is === "practice" ? "practice of " : ""}${scene.item.id}` : "end";

/** Puts a review session onto the page; the result shows each of its states. */
export function createReview(page: HTMLElement, host: Host<"study">): (state: ReviewState) => void {
  let memory: Memory = { typed: {}, ...host.getState<Partial<Memory>>() };
  let until = 0;
  let shown: ReviewState | undefined;
  let isWriting = false;
  const post = (message: FromReview) => host.post(message);

  const counts = createSlot(element("header", { className: "session" }), describeCounts);
  const question = createSlot(
    element("section", { ariaLabel: "Question" }),
    (data: Parameters<typeof describeQuestion>[0]) => describeQuestion(data, until),
  );
  const own = element("textarea", { id: "own", rows: 3 });
  const ownField = element(
    "div",
    { className: "own" },
    element(
      "label",
      { htmlFor: "own" },
      "Your answer, if you want to write it down first. It is kept while this session is open, and nowhere else.",
    ),
    own,
  );
  const hint = createSlot(element("div"), (data: Parameters<typeof describeHint>[0]) => describeHint(data, until));
  const answer = createSlot(element("div"), (data: Parameters<typeof describeAnswer>[0]) =>
    describeAnswer(data, until, (href) => host.post({ type: "follow", href, uri: "" })),
  );
  const actions = createSlot(element("div", { className: "actions" }), (data: Choices) => describeActions(data, post));
  const end = createSlot(element("section", { ariaLabel: "Summary" }), (data: ReviewEnd) => describeEnd(data, post));
  const status = element("p", { className: "said", role: "status" });
  page.replaceChildren(counts.node, status, question.node, hint.node, ownField, answer.node, actions.node, end.node);
  const heedKeys = listenToKeys(page, () => question.node.querySelector<HTMLElement>("[aria-level='1']")?.focus());

  own.addEventListener("input", () => {
    if (shown) {
      remember({ typed: { ...memory.typed, [placeOf(shown)]: own.value } });
      tellWriting(own.value.trim() !== "");
    }
  });
  addEventListener(
    "scroll",
    () => {
      if (shown) {
        remember({ scroll: { place: placeOf(shown), y: scrollY } });
      }
    },
    { passive: true },
  );
  // In a frame of its own: what it changes is what it observes.
  new ResizeObserver(() => requestAnimationFrame(() => makeOverflowScrollable(page))).observe(page);

  function remember(change: Partial<Memory>): void {
    memory = { ...memory, ...change };
    host.setState(memory);
  }

  /** Who writes is not called away when something else ends. */
  function tellWriting(now: boolean): void {
    if (now !== isWriting) {
      isWriting = now;
      post({ type: "writing", isWriting });
    }
  }

  function describeCounts({ left, done, canUndo }: Pick<ReviewState, "left" | "done" | "canUndo">): Node[] {
    const { due, fresh, practice } = left;
    const all = done + due + fresh + practice;
    const kinds = [`${due} due`, `${fresh} new`, ...(practice > 0 ? [`${practice} to practise`] : [])];
    const bar = element("progress", { max: Math.max(1, all), value: done });
    bar.setAttribute("aria-label", "Answered in this session");
    return [
      element("p", {}, element("span", {}, `Left: ${kinds.join(", ")}`), ` · ${done} answered`),
      bar,
      createKeyButton("Undo", "u", () => post({ type: "undo" }), { className: "quiet", disabled: !canUndo }),
    ];
  }

  return (state) => {
    const { session, scene, left, done, canUndo } = state;
    until = performance.now() + 3_000;
    applyFont(state.font);
    // What was typed in another session is nobody's any more.
    remember({ session, ...(memory.session?.start === session.start ? {} : { typed: {} }) });
    const isQuestion = scene.kind === "question";
    const isFirst = shown === undefined;
    const isNext = shown === undefined || placeOf(shown) !== placeOf(state);
    const isFurther = shown?.session.step !== session.step;
    counts.show({ left, done, canUndo });
    if (status.textContent !== state.said) {
      // The same words once more would be read aloud once more.
      status.textContent = state.said;
    }
    const isAnswered = isQuestion && scene.step === "answer";
    for (const node of [question.node, hint.node, actions.node]) {
      node.hidden = !isQuestion;
    }
    ownField.hidden = !isQuestion || isAnswered;
    answer.node.hidden = !isAnswered;
    end.node.hidden = isQuestion;
    shown = state;
    if (isQuestion) {
      const { macros } = state;
      const { section, lead, is, item, demos, recall, step, hasHint, choices, suggestion, canSkip } = scene;
      const { id } = item;
      const typed = memory.typed[placeOf(state)] ?? "";
      if (isNext) {
        own.value = typed;
      }
      const asked = { ...item, hint: "", answers: item.answers.map((one) => ({ ...one, markdown: "" })) };
      question.show({ item: asked, section, is, macros, ...(lead && { lead }) });
      hint.show({ item: { ...asked, hint: item.hint }, macros });
      if (isAnswered) {
        answer.show({ item, demos, macros, typed: typed.trim(), ...(recall !== undefined && { recall }) });
      }
      actions.show({ id, step, hasHint, is, choices, canSkip, ...(suggestion && { suggestion }) });
    } else {
      end.show(scene);
    }
    heedKeys(state.singleKeys);
    tellWriting(isQuestion && !isAnswered && own.value.trim() !== "");
    makeOverflowScrollable(page);
    if (isNext) {
      // After the tab was hidden the place is the same.
      const { scroll } = memory;
      const y = isFirst && scroll?.place === placeOf(state) ? scroll.y : 0;
      scrollTo({ top: y, behavior: "instant" });
    }
    if ((isNext || isFurther) && document.hasFocus()) {
      focusOn(isNext ? "question" : session.step);
    }
  };

  /** What had the focus may be gone; a screen reader goes on at what is new. */
  function focusOn(what: ReviewState["session"]["step"]): void {
    const places = { question: "[aria-level='1'], h1", hint: ".hint", answer: ".answer h2" };
    const found = [...page.querySelectorAll<HTMLElement>(places[what])].find((node) => node.checkVisibility());
    // A question is at the top, where the page is already, or it was left further down.
    found?.focus({ preventScroll: what === "question" });
  }
}
