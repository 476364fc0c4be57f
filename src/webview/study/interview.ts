import type { FromInterview, InterviewQuestion, InterviewState } from "../../protocol";
import { applyFont } from "../applyFont";
import type { Host } from "../connect";
import { element } from "../element";
import { makeOverflowScrollable } from "../overflow";
import { type Choices, describeActions } from "./interview/actions";
import { describeCheckList } from "./interview/checkList";
import { describeBreak, describeEnd } from "./interview/end";
import { createTimer } from "./interview/timer";
import { createKeyButton, listenToKeys } from "./keys";
import { describeAnswer, describeOwn, describeQuestion } from "./review/question";
import { createSlot } from "./slot";

/** What outlives the page: the interview, which is the host's, how far its clock went, and what was typed, by question. */
interface Memory {
  interview?: InterviewState["interview"];
  took?: number;
  typed: Record<string, string>;
}

/** How often the page notes how far the clock went, in milliseconds. */
const noteEvery = 5_000;

/** Puts a mock interview onto the page; the result shows each of its states. */
export function createInterview(page: HTMLElement, host: Host<"study">): (state: InterviewState) => void {
  let memory: Memory = { typed: {}, ...host.getState<Partial<Memory>>() };
  let until = 0;
  let shown: InterviewState | undefined;
  const post = (message: FromInterview) => host.post(message);
  const typed = () => own.value.trim();

  const header = createSlot(element("header", { className: "session" }), describeHeader);
  const status = element("p", { className: "said", role: "status" });
  const timer = createTimer(
    (words) => {
      status.textContent = words;
    },
    ({ took }) => {
      if (Math.abs(took - (memory.took ?? 0)) >= noteEvery) {
        remember({ took });
      }
    },
  );
  const question = createSlot(
    element("section", { ariaLabel: "Question" }),
    (data: Parameters<typeof describeQuestion>[0]) => describeQuestion(data, until),
  );
  const own = element("textarea", { id: "own", rows: 6 });
  const ownField = element(
    "div",
    { className: "own" },
    element("label", { htmlFor: "own" }, "Your answer: type it, or say it aloud. Nothing listens and nothing is sent."),
    own,
  );
  const points = createSlot(element("div"), (data: Parameters<typeof describeCheckList>[0]) =>
    describeCheckList(data, until, (point, isTicked) => post({ type: "tick", id: data.item.id, point, isTicked })),
  );
  const yours = createSlot(element("div"), (text: string) => (text ? [describeOwn(text)] : []));
  const compared = element("div", { className: "compared" }, points.node, yours.node);
  const answer = createSlot(element("div"), (data: Parameters<typeof describeAnswer>[0]) =>
    describeAnswer(data, until, () => {}),
  );
  const actions = createSlot(element("div", { className: "actions" }), (data: Choices) =>
    describeActions(data, typed, post),
  );
  const rest = createSlot(element("section", { ariaLabel: "Summary" }), describeRest);
  const asked = [timer.node, question.node, ownField, compared, answer.node, actions.node];
  page.replaceChildren(header.node, status, ...asked, rest.node);
  const heedKeys = listenToKeys(page, () => question.node.querySelector<HTMLElement>("[aria-level='1']")?.focus());

  own.addEventListener("input", () => {
    if (shown?.scene.kind === "question") {
      remember({ typed: { ...memory.typed, [shown.scene.item.id]: own.value } });
    }
  });
  // In a frame of its own: what it changes is what it observes.
  new ResizeObserver(() => requestAnimationFrame(() => makeOverflowScrollable(page))).observe(page);

  function remember(change: Partial<Memory>): void {
    memory = { ...memory, ...change };
    host.setState(memory);
  }

  type Header = Partial<Pick<InterviewQuestion, "number" | "count" | "isPaused" | "step">> & { canUndo: boolean };
  function describeHeader({ number = 0, count, isPaused, step, canUndo }: Header): Node[] {
    const undo = createKeyButton("Undo", "u", () => post({ type: "undo" }), { className: "quiet", disabled: !canUndo });
    undo.title = "Back to the question before; its grade is taken back";
    if (count === undefined) {
      return canUndo ? [undo] : [];
    }
    const bar = element("progress", { max: count, value: number - 1 });
    bar.setAttribute("aria-label", "Questions done in this interview");
    const stop = element("button", { type: "button", className: "quiet" }, "End Interview");
    stop.addEventListener("click", () => post({ type: "end", typed: typed() }));
    return [
      element("p", {}, `Question ${number} of ${count}`),
      bar,
      element(
        "span",
        { className: "row" },
        ...(step === "asked"
          ? [
              createKeyButton(isPaused ? "Go On" : "Pause", "p", () => post({ type: "pause", isPaused: !isPaused }), {
                className: "quiet",
              }),
            ]
          : []),
        undo,
        stop,
      ),
    ];
  }

  function describeRest({ scene, macros, at }: Pick<InterviewState, "scene" | "macros"> & { at: string }): Node[] {
    switch (scene.kind) {
      case "break":
        return describeBreak(scene, memory.typed[at]?.trim(), post);
      case "end":
        return describeEnd({ ...scene, macros }, until, post);
      case "question":
        return [];
      default:
        return scene satisfies never;
    }
  }

  function showQuestion(scene: InterviewQuestion, { macros, times }: InterviewState, isNext: boolean): void {
    const { item, section, lead, step, points: list, ticked, minutes, isAloud, choices, suggestion, isApart } = scene;
    const isRevealed = step === "revealed";
    timer.show(times, minutes);
    question.show({
      item: { ...item, answers: item.answers.map((one) => ({ ...one, markdown: "" })) },
      ...{ section, macros },
      ...(lead && { lead }),
    });
    if (isNext) {
      own.value = memory.typed[item.id] ?? scene.typed;
    }
    ownField.hidden = isRevealed;
    compared.hidden = !isRevealed;
    answer.node.hidden = !isRevealed;
    if (isRevealed) {
      points.show({ item, points: list, macros });
      for (const box of points.node.querySelectorAll("input")) {
        box.checked = ticked.includes(Number(box.value));
      }
      yours.show(scene.typed);
      answer.show({ item, demos: [], macros, typed: "" });
    }
    const hasPoints = list.length > 0;
    actions.show({ id: item.id, step, isAloud, choices, isApart, hasPoints, ...(suggestion && { suggestion }) });
  }

  return (state) => {
    const { interview, scene, times } = state;
    const isQuestion = scene.kind === "question";
    until = performance.now() + 3_000;
    applyFont(state.font);
    // What was typed in another interview is nobody's any more.
    remember({ interview, took: times.took, ...(memory.interview?.start === interview.start ? {} : { typed: {} }) });
    const isNext = shown === undefined || placeOf(shown) !== placeOf(state);
    const isFurther = shown?.scene.kind === "question" && isQuestion && shown.scene.step !== scene.step;
    if (state.said !== shown?.said || isNext) {
      status.textContent = state.said;
    }
    if (isQuestion) {
      const { number, count, isPaused, step, canUndo } = scene;
      header.show({ number, count, isPaused, step, canUndo });
    } else {
      header.show({ canUndo: scene.kind === "end" && scene.canUndo });
    }
    for (const node of asked) {
      node.hidden = !isQuestion;
    }
    rest.node.hidden = isQuestion;
    shown = state;
    if (isQuestion) {
      showQuestion(scene, state, isNext);
    } else {
      timer.show({ ...times, runs: false }, 0);
      rest.show({ scene, macros: state.macros, at: interview.rounds[interview.at]?.question ?? "" });
    }
    heedKeys(state.singleKeys);
    makeOverflowScrollable(page);
    if (isNext) {
      scrollTo({ top: 0, behavior: "instant" });
    }
    if ((isNext || isFurther) && document.hasFocus()) {
      focusOn(isQuestion && scene.step === "revealed" ? ".answer h2" : "[aria-level='1'], h1");
    }
  };

  /** What had the focus may be gone; a screen reader goes on at what is new. */
  function focusOn(places: string): void {
    [...page.querySelectorAll<HTMLElement>(places)].find((node) => node.checkVisibility())?.focus();
  }
}

/** Where in the interview the learner is. */
const placeOf = ({ scene, interview }: InterviewState): string =>
  `${interview.start} ${scene.kind === "question" ? scene.item.id : scene.kind}`;
