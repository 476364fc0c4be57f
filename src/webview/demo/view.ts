import { type Demo, type Panel, readParams } from "../../demos/demo";
import type { DemoState } from "../../protocol";
import type { Host } from "../connect";
import { element } from "../element";
import { createControls, readSeed } from "./controls";
import { describeChecks, describeMemory, linkTo } from "./format";
import { createGallery } from "./gallery";
import { createGuess } from "./guess";
import { createLifeCycle, type Finished } from "./lifeCycle";
import { createPlayer } from "./player";
import { describeQuestions } from "./questions";
import { showChecks, showResult, showRuns } from "./results";
import { addRun, type PastRun, pack, unpack } from "./saved";
import { createSharing } from "./sharing";

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
  let drawn: { panels: Panel[]; live?: string | undefined; finished: boolean } | undefined;
  let state: DemoState | undefined;

  const controls = createControls(demo, () => {
    showTheory();
    sayWhoseResult();
    save();
  });
  const guess = createGuess(
    demo,
    () => {
      player.setGuessed(guess.read() !== undefined);
      save();
    },
    () => {
      player.setGuessed(true);
      player.say("What theory says stands with the picture below.");
      player.focus();
      showTheory();
      save();
    },
  );
  const player = createPlayer((what) => lifeCycle.obey(what));
  const gallery = createGallery(() => lifeCycle.repaint());
  const questions = element("nav", { ariaLabel: "Questions" });
  const notes = element("div", { className: "notes" });
  const theory = element("p", { className: "theory" });
  const result = element("section", { ariaLabel: "Result" });
  const checks = element("section", { ariaLabel: "Checks" });
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
    checks,
    pastRuns,
    memory,
  );

  const lifeCycle = createLifeCycle(demo, {
    player,
    gallery,
    values: () => controls.read(),
    choice: () => state?.backend ?? "auto",
    lock: (locked) => controls.lock(locked),
    cleared: () => {
      drawn = undefined;
      if (lifeCycle.isGoing()) {
        guess.close();
        player.setGuessed(true);
      }
      showTheory();
      showFinished();
      save();
    },
    drew: (panels, live) => {
      drawn = { panels, live, finished: false };
      gallery.showSoon(panels, measuredEarlier, live);
    },
    finished: finish,
    stopped: (held) => {
      memory.textContent = held ? describeMemory(held.before, held.after) : "";
      save();
    },
  });

  controls.write(readParams(demo, saved?.params ?? {}).params, saved?.seed ?? 1);
  guess.write(saved?.guess);
  if (saved?.open === false) {
    guess.close();
  }
  player.setGuessed(guess.read() !== undefined || !guess.isOpen());
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
        open: guess.isOpen(),
        running: lifeCycle.isGoing(),
        panels: drawn?.finished ? drawn.panels : [],
        runs,
      }),
    );
  }

  /**
   * What theory says of the values as they are now: in words always, as a picture until something is computed. Who can
   * still guess sees what does not give the answer away.
   */
  function showTheory(): void {
    const { sentence, panels } = demo.preview(controls.read().params);
    theory.textContent = guess.isOpen()
      ? "What theory says of these values is told once you have guessed, or skipped the question."
      : sentence;
    const shown = guess.isOpen() ? panels.filter(({ answers }) => !answers) : panels;
    gallery.show(drawn?.panels ?? shown, measuredEarlier, drawn?.live);
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
    checks.hidden = !latest;
    if (latest) {
      const share = { result: latest, panels: drawn?.panels ?? [], gallery, linkBase: () => state?.linkBase ?? "" };
      showChecks(checks, demo, latest.checks);
      showResult(result, demo, latest, ...createSharing(demo, share, host, (text) => player.say(text)));
    }
  }

  function finish({ values, backend, seconds, checks, conclusion, panels, live, before, after }: Finished): void {
    const made = guess.read();
    const finished = { ...values, backend, seconds, checks, conclusion };
    const truth = checks.find(({ name }) => name === demo.prediction.check);
    // Later runs are no test of what was guessed before the first.
    const isTest = made !== undefined && truth && runs.length === 0;
    const tested = isTest && { guessed: made, measured: truth.measured, standardError: truth.standardError };
    host.post({ type: "finished", id: demo.id, ...tested });
    runs = addRun(runs, made === undefined ? finished : { ...finished, prediction: made }, panels);
    drawn = { panels, live, finished: true };
    player.say(`Done in ${seconds.toFixed(1)} s.`, `${describeChecks(checks)} ${conclusion}`);
    showTheory();
    showFinished();
    memory.textContent = describeMemory(before, after);
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
          if (lifeCycle.isGoing()) {
            lifeCycle.obey("reset");
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
      lifeCycle.dispose();
      gallery.dispose();
    },
  };
}
