import { type Demo, type Panel, type RunResult, readParams } from "../../demos/demo";
import type { Backend } from "../../gpu/backend";
import type { BackendChoice, DemoState } from "../../protocol";
import type { Host } from "../connect";
import { element } from "../element";
import { type Computer, startComputer } from "./computer";
import { createControls, readSeed } from "./controls";
import { describeChecks, describeMemory, describeResult, linkTo } from "./format";
import { createGallery } from "./gallery";
import { createGuess } from "./guess";
import type { FromWorker } from "./messages";
import { createPlayer, type Phase, type Wish } from "./player";
import { describeQuestions } from "./questions";
import { showResult, showRuns } from "./results";
import { addRun, type PastRun, pack, unpack } from "./saved";

/** A demo on the page. */
export interface DemoView {
  update(state: DemoState): void;
  dispose(): void;
}

/** Puts a demo onto the page, as it was left where it was there before. */
export function createDemoView(page: HTMLElement, demo: Demo, host: Host<"demo">): DemoView {
  const saved = unpack(host.getState(), demo.id);
  let opened = saved?.opened ?? 0;
  let runs: PastRun[] = saved?.runs ?? [];
  /** The picture of what was computed last, whole or in part; nothing where only theory is shown. */
  let drawn: { panels: Panel[]; finished: boolean } | undefined;
  let state: DemoState | undefined;
  let computer: { on: BackendChoice; computer: Computer } | undefined;
  let backend: Backend | undefined;
  let phase: Phase = "idle";
  let resetting = false;
  /** The values of the run that goes on. */
  let going: { params: RunResult["params"]; seed: number } | undefined;

  const controls = createControls(demo, () => {
    showTheory();
    sayWhoseResult();
    save();
  });
  const guess = createGuess(demo, () => {
    player.setGuessed(guess.read() !== undefined);
    save();
  });
  const player = createPlayer(obey);
  const gallery = createGallery();
  const questions = element("nav", { ariaLabel: "Questions" });
  const notes = element("div", { className: "notes" });
  const theory = element("p", { className: "theory" });
  const result = element("section", { ariaLabel: "Result" });
  const pastRuns = element("section", { ariaLabel: "Last runs" });
  const memory = element("p", { className: "quiet memory" });
  page.replaceChildren(
    element("h1", { textContent: demo.title }),
    element("p", { textContent: demo.claim }),
    questions,
    notes,
    guess.node,
    player.node,
    controls.node,
    result,
    element("section", { ariaLabel: "Picture" }, element("h2", { textContent: "Picture" }), theory, gallery.node),
    pastRuns,
    memory,
  );

  controls.write(readParams(demo, saved?.params ?? {}).params, saved?.seed ?? 1);
  guess.write(saved?.guess);
  player.setGuessed(guess.read() !== undefined || runs.length > 0);
  if (runs.length > 0) {
    guess.close();
  }
  if (saved && saved.panels.length > 0) {
    drawn = { panels: saved.panels, finished: true };
  }
  if (saved?.running) {
    player.say("The last run ended when its tab was hidden. Run starts it again from the same seed.");
  }
  showTheory();
  showFinished();

  function save(): void {
    const { params, seed } = controls.read();
    const made = guess.read();
    host.setState(
      pack({
        format: 1,
        id: demo.id,
        opened,
        params,
        seed,
        ...(made === undefined ? {} : { guess: made }),
        running: going !== undefined,
        panels: drawn?.finished ? drawn.panels : [],
        runs,
      }),
    );
  }

  /** What theory says of the values as they are now: in words always, as a picture until something is computed. */
  function showTheory(): void {
    const preview = demo.preview(controls.read().params);
    theory.textContent = preview.sentence;
    gallery.show(drawn?.panels ?? preview.panels, measuredEarlier);
  }

  /** What runs before this one measured; a finished run is not drawn behind itself. */
  function measuredEarlier(title: string) {
    const earlier = drawn?.finished ? runs.slice(1) : runs;
    return earlier.flatMap(({ measured }) => measured[title] ?? []);
  }

  /** A result stays when the values change, and then is not theirs. */
  function sayWhoseResult(): void {
    const latest = drawn?.finished ? runs[0]?.result : undefined;
    if (latest) {
      const isTheirs = linkTo(demo.id, latest) === linkTo(demo.id, controls.read());
      player.say(
        isTheirs ? "" : `The result below is of seed ${latest.seed} and the values of that run; yours have changed.`,
      );
    }
  }

  function showFinished(): void {
    showRuns(
      pastRuns,
      demo,
      runs.map((run) => run.result),
    );
    const latest = drawn?.finished ? runs[0]?.result : undefined;
    result.hidden = !latest;
    if (!latest) {
      return;
    }
    const link = linkTo(demo.id, latest);
    const copy = (text: string, what: string) => {
      host.post({ type: "copy", text });
      player.say(`${what} copied.`);
    };
    showResult(
      result,
      demo,
      latest,
      element("button", { textContent: "Copy link", onclick: () => copy(`${state?.linkBase}/demo/${link}`, "Link") }),
      element("button", {
        textContent: "Copy result as Markdown",
        onclick: () => copy(describeResult(demo, latest, `demo:${link}`), "Result"),
      }),
    );
  }

  function enter(next: Phase): void {
    phase = next;
    controls.lock(next !== "idle" && next !== "done");
    player.setPhase(next);
  }

  function obey(what: Wish): void {
    switch (what) {
      case "run":
      case "restart":
        start(false);
        return;
      case "step":
        if (phase === "idle" || phase === "done") {
          start(true);
        }
        computer?.computer.send({ type: "step" });
        return;
      case "reset":
        if (going) {
          resetting = true;
          computer?.computer.send({ type: "cancel" });
        } else {
          reset();
        }
        return;
      case "pause":
      case "resume":
      case "cancel":
        computer?.computer.send({ type: what });
        player.say({ pause: "Pausing.", resume: "Going on.", cancel: "Cancelling." }[what]);
        return;
      default:
        what satisfies never;
    }
  }

  /** Back to before the run: the same values, the same seed, nothing computed. */
  function reset(): void {
    resetting = false;
    drawn = undefined;
    player.setProgress(0, 0);
    player.say("Reset: the next run begins at the same start.");
    enter("idle");
    showTheory();
    showFinished();
    save();
  }

  function start(paused: boolean): void {
    const on = state?.backend ?? "auto";
    if (computer && computer.on !== on) {
      computer.computer.dispose();
      computer = undefined;
    }
    computer ??= { on, computer: startComputer(hear) };
    going = controls.read();
    drawn = undefined;
    guess.close();
    player.setGuessed(true);
    player.setProgress(0, 0);
    player.say("Starting.");
    enter("starting");
    showFinished();
    save();
    computer.computer.send({ type: "start", demo: demo.id, ...going, backend: on, paused });
  }

  function hear(message: FromWorker): void {
    switch (message.type) {
      case "backend":
        backend = message.backend;
        player.setBackend(message.backend);
        return;
      case "progress":
        enter(message.waiting ? "waiting" : "running");
        player.setProgress(message.share, message.seconds);
        // Without motion the picture changes when it is asked to, and at the end.
        if (message.panels && (message.waiting || !prefersStillness())) {
          drawn = { panels: message.panels, finished: false };
          gallery.showSoon(drawn.panels, measuredEarlier);
        }
        return;
      case "finished":
        finish(message);
        return;
      case "stopped":
        stop(message);
        return;
      default:
        message satisfies never;
    }
  }

  function finish({ seconds, checks, conclusion, panels, before, after }: Extract<FromWorker, { type: "finished" }>) {
    const made = guess.read();
    if (going && backend) {
      const finished = { ...going, backend, seconds, checks, conclusion };
      runs = addRun(runs, made === undefined ? finished : { ...finished, prediction: made }, panels);
    }
    going = undefined;
    drawn = { panels, finished: true };
    player.setProgress(1, seconds);
    player.say(`Done in ${seconds.toFixed(1)} s.`, `${describeChecks(checks)} ${conclusion}`);
    enter("done");
    showTheory();
    showFinished();
    memory.textContent = describeMemory(before, after);
    save();
  }

  function stop({ reason, message, before, after }: Extract<FromWorker, { type: "stopped" }>): void {
    going = undefined;
    player.say(message);
    if (reason === "lost") {
      // A worker whose GPU is gone is of no use: the next run starts another.
      computer?.computer.dispose();
      computer = undefined;
      enter("lost");
    } else {
      enter("idle");
      memory.textContent = describeMemory(before, after);
    }
    if (resetting) {
      reset();
    }
    save();
  }

  return {
    update: (next) => {
      state = next;
      questions.replaceChildren(...describeQuestions(next, (href) => host.post({ type: "follow", href })));
      if (next.opened !== opened) {
        opened = next.opened;
        const { seed, ...wished } = next.params;
        if (Object.keys(next.params).length > 0) {
          if (going) {
            obey("reset");
          }
          const values = readParams(demo, wished);
          const wrong = seed !== undefined && readSeed(seed) === undefined;
          const all = [...values.notes, ...(wrong ? [`The seed is a whole number from 0 on, not “${seed}”.`] : [])];
          notes.replaceChildren(...all.map((note) => element("p", { textContent: note })));
          controls.write(values.params, readSeed(seed) ?? controls.read().seed);
          showTheory();
          sayWhoseResult();
          player.say("", all.join(" "));
          scrollTo({ top: 0, behavior: "instant" });
        }
        save();
      }
    },
    dispose: () => {
      computer?.computer.dispose();
      gallery.dispose();
    },
  };
}

const prefersStillness = () =>
  document.body.classList.contains("vscode-reduce-motion") || matchMedia("(prefers-reduced-motion: reduce)").matches;
