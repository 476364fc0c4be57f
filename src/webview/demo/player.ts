import type { Backend } from "../../gpu/backend";
import { labelBackend } from "../../gpu/backend";
import { element } from "../element";

/** Where a demo is. */
export type Phase = "idle" | "starting" | "running" | "waiting" | "done" | "lost";

/** What the learner asks for. */
export type Wish = "run" | "pause" | "resume" | "step" | "reset" | "cancel" | "restart";

/** The buttons, the progress, and what computes. */
export interface Player {
  readonly node: HTMLElement;
  setPhase(phase: Phase): void;
  /** Before a guess was made running is possible, and called what it is. */
  setGuessed(guessed: boolean): void;
  /** Goes on at the first button. */
  focus(): void;
  setProgress(share: number, seconds: number): void;
  setBackend(backend: Backend): void;
  /** Says it to those who see it and to those who hear it; the latter may need to be told more. */
  say(text: string, more?: string): void;
  /** The same only to those who see it: what comes and goes in a moment. */
  show(text: string): void;
  /** Says what stays said while the run goes on. */
  note(text: string): void;
}

/** Progress is read out no more often than this. */
const announceEveryMilliseconds = 2000;

const buttonsOf: Record<Phase, Wish[]> = {
  idle: ["run", "step", "reset"],
  starting: ["cancel"],
  running: ["pause", "step", "reset", "cancel"],
  waiting: ["resume", "step", "reset", "cancel"],
  done: ["run", "step", "reset"],
  lost: ["restart"],
};

/** Makes the player; `wish` is called with each button pressed. */
export function createPlayer(wish: (what: Wish) => void): Player {
  const button = (name: Wish, text: string) =>
    element("button", { type: "button", textContent: text, onclick: () => wish(name) });
  const buttons = {
    run: button("run", "Run"),
    resume: button("resume", "Resume"),
    pause: button("pause", "Pause"),
    step: button("step", "Step"),
    reset: button("reset", "Reset"),
    cancel: button("cancel", "Cancel"),
    restart: button("restart", "Restart"),
  };
  for (const name of ["run", "resume", "restart"] as const) {
    buttons[name].className = "primary";
  }
  const bar = element("progress", { max: 1, value: 0, ariaLabel: "Progress of the run" });
  const status = element("p", { className: "status" });
  const note = element("p", { className: "quiet note", hidden: true });
  const heard = element("p", { className: "unseen", role: "status", ariaLive: "polite" });
  const backend = element("p", { className: "quiet backend" });
  backend.textContent = "What computes is chosen at the first run.";
  let phase: Phase = "idle";
  let announced = 0;
  let guessed = false;

  const showButtons = () => {
    const had = document.activeElement;
    for (const [name, node] of Object.entries(buttons)) {
      // Those that stand in for one another take turns; the others stay in place.
      const inTurn = name === "run" || name === "resume" || name === "pause" || name === "restart";
      const offered = buttonsOf[phase].includes(name as Wish);
      node.hidden = inTurn ? !offered && !(name === "run" && phase === "starting") : phase === "lost";
      node.disabled = !offered;
    }
    buttons.run.textContent = guessed ? "Run" : "Run without a guess";
    // The focus stays in the row when the button that had it is gone.
    if (had instanceof HTMLButtonElement && Object.values(buttons).includes(had) && (had.hidden || had.disabled)) {
      Object.values(buttons)
        .find((other) => !other.hidden && !other.disabled)
        ?.focus();
    }
  };
  showButtons();

  return {
    node: element(
      "section",
      { className: "player", ariaLabel: "Run" },
      element("div", { className: "row", role: "group", ariaLabel: "Run the demo" }, ...Object.values(buttons)),
      bar,
      status,
      note,
      heard,
      backend,
    ),
    setPhase: (next) => {
      phase = next;
      showButtons();
    },
    setGuessed: (has) => {
      guessed = has;
      showButtons();
    },
    focus: () => buttons.run.focus(),
    setProgress: (share, seconds) => {
      bar.value = share;
      const left = share > 0.02 ? (seconds / share) * (1 - share) : undefined;
      const text = `${Math.floor(100 * share)} %, ${seconds.toFixed(1)} s${
        left === undefined || share === 1 ? "" : `, about ${Math.max(1, Math.round(left))} s left`
      }`;
      status.textContent = text;
      if (performance.now() - announced > announceEveryMilliseconds && share < 1) {
        announced = performance.now();
        heard.textContent = `${Math.floor(100 * share)} percent`;
      }
    },
    setBackend: (chosen) => {
      backend.textContent = `Computes on: ${labelBackend(chosen)}. ${chosen.reason}`;
    },
    say: (text, more = "") => {
      announced = performance.now();
      status.textContent = text;
      heard.textContent = `${text} ${more}`.trim();
    },
    show: (text) => {
      status.textContent = text;
    },
    note: (text) => {
      note.hidden = text === "";
      note.textContent = text;
      if (text !== "") {
        announced = performance.now();
        heard.textContent = text;
      }
    },
  };
}
