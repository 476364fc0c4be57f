import type { Demo, Panel } from "../../demos/demo";
import type { Backend } from "../../gpu/backend";
import type { BackendChoice } from "../../protocol";
import { type Computer, startComputer } from "./computer";
import type { Gallery } from "./gallery";
import type { FromWorker } from "./messages";
import type { Phase, Player, Wish } from "./player";

/** What a run is of. */
export interface Values {
  params: Record<string, number | string>;
  seed: number;
}

/** A run that came to its end. */
export type Finished = Extract<FromWorker, { type: "finished" }> & { values: Values; backend: Backend };

/** What a life cycle asks of the page, and tells it. */
export interface Surroundings {
  player: Player;
  gallery: Gallery;
  /** As the controls have them now. */
  values(): Values;
  choice(): BackendChoice;
  /** While a run goes on its values stay what they are. */
  lock(locked: boolean): void;
  /** Nothing is computed any more, or not yet. */
  cleared(): void;
  /** `live`: the title of the panel on which points move. */
  drew(panels: Panel[], live: string | undefined): void;
  finished(run: Finished): void;
  /** It ended before its end. What it held is not known of a worker that was lost. */
  stopped(memory: Pick<Finished, "before" | "after"> | undefined): void;
}

/** Runs of a demo, one after the other: from Run to the end, through pauses and losses. */
export interface LifeCycle {
  obey(what: Wish): void;
  isGoing(): boolean;
  /** The picture looks otherwise: also points that stay where they are have to be painted anew. */
  repaint(): void;
  dispose(): void;
}

/** A GPU that is taken away more often in one run will not be kept by trying again. */
const mostRestarts = 25;

/** Makes the life cycle of a demo's runs; the worker is started with the first. */
export function createLifeCycle(demo: Demo, surroundings: Surroundings): LifeCycle {
  const { player, gallery } = surroundings;
  let computer: { on: BackendChoice; fresh: boolean; computer: Computer } | undefined;
  let backend: Backend | undefined;
  let phase: Phase = "idle";
  let going: Values | undefined;
  let restarts = 0;
  let resetting = false;
  /** The page is out of sight, and the run waits for that alone. */
  let unseen = false;
  /** A picture of the points that move was asked for, and has not come. */
  let asked = false;

  function enter(next: Phase): void {
    phase = next;
    surroundings.lock(next !== "idle" && next !== "done");
    player.setPhase(next);
  }

  function obey(what: Wish): void {
    switch (what) {
      case "run":
      case "restart":
        begin(false);
        return;
      case "step":
        if (phase === "idle" || phase === "done") {
          begin(true);
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
      case "cancel":
        // What compiles or is measured just now hears nothing. Nothing is lost with it that was computed.
        if (phase === "starting" && computer?.computer.isApart()) {
          dismiss();
          end("Cancelled.", "idle");
          return;
        }
        computer?.computer.send({ type: what });
        player.say("Cancelling.");
        return;
      case "pause":
      case "resume":
        computer?.computer.send({ type: what });
        player.say({ pause: "Pausing.", resume: "Going on." }[what]);
        return;
      default:
        what satisfies never;
    }
  }

  /** Back to before the run: the same values, the same seed, nothing computed. */
  function reset(): void {
    resetting = false;
    player.note("");
    player.setProgress(0, 0);
    player.say("Reset: the next run begins at the same start.");
    enter("idle");
    surroundings.cleared();
  }

  function begin(paused: boolean): void {
    going = surroundings.values();
    restarts = 0;
    player.note("");
    surroundings.cleared();
    start(paused);
  }

  /** Has a worker compute from the start. */
  function start(paused: boolean): void {
    const on = surroundings.choice();
    if (computer && computer.on !== on) {
      dismiss();
    }
    computer ??= { on, fresh: true, computer: startComputer(hear) };
    player.setProgress(0, 0);
    if (restarts === 0) {
      player.say("Starting.");
    }
    player.show(computer.fresh ? "Choosing what computes." : "Starting.");
    enter("starting");
    unseen = !paused && document.hidden;
    if (going) {
      computer.computer.send({ type: "start", demo: demo.id, ...going, backend: on, paused: paused || unseen });
    }
    asked = false;
    askForPoints();
  }

  function dismiss(): void {
    computer?.computer.dispose();
    computer = undefined;
  }

  function askForPoints(): void {
    const look = gallery.look();
    if (look && going && !asked) {
      asked = true;
      computer?.computer.send({
        type: "paint",
        look: { ...look, ratio: devicePixelRatio, still: prefersStillness() },
      });
    }
  }

  function hear(message: FromWorker): void {
    switch (message.type) {
      case "measuring":
        player.show("Measuring what computes this fastest here.");
        return;
      case "backend":
        backend = message.backend;
        player.setBackend(message.backend);
        if (computer?.fresh) {
          computer.fresh = false;
          player.show(message.backend.name === "webgl" ? "Compiling shaders." : "Starting.");
        }
        return;
      case "progress":
        enter(message.waiting ? "waiting" : "running");
        player.setProgress(message.share, message.seconds);
        // Without motion the picture changes when it is asked to, and at the end.
        if (message.panels && (message.waiting || !prefersStillness())) {
          surroundings.drew(message.panels, message.live);
        }
        askForPoints();
        return;
      case "points":
        gallery.showPoints(message.panel, message.bitmap, () => {
          asked = false;
          askForPoints();
        });
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

  function finish(message: Extract<FromWorker, { type: "finished" }>): void {
    const values = going;
    going = undefined;
    player.setProgress(1, message.seconds);
    enter("done");
    if (values && backend) {
      surroundings.finished({ ...message, values, backend });
    }
  }

  function stop({ reason, message, before, after }: Extract<FromWorker, { type: "stopped" }>): void {
    const isLost = reason === "lost" || reason === "gpu lost";
    if (isLost) {
      // A worker whose GPU is gone is of no use: the next run starts another.
      dismiss();
    }
    if (reason === "gpu lost" && !resetting && restarts < mostRestarts) {
      restarts++;
      const times = restarts === 1 ? "" : ` ${restarts} times`;
      player.note(`The graphics processor was taken away in mid-run${times}: the run began again from the same seed.`);
      start(phase === "waiting" && !unseen);
      return;
    }
    end(message, isLost ? "lost" : "idle", isLost ? undefined : { before, after });
  }

  /** The run is over before its end. */
  function end(message: string, next: Phase, memory?: Parameters<Surroundings["stopped"]>[0]): void {
    going = undefined;
    player.say(message);
    enter(next);
    if (resetting) {
      reset();
    }
    surroundings.stopped(memory);
  }

  /** Nobody looks: it waits, and goes on by itself when somebody does. */
  function look(): void {
    if (document.hidden && (phase === "running" || phase === "starting")) {
      unseen = true;
      computer?.computer.send({ type: "pause" });
    } else if (!document.hidden && unseen) {
      unseen = false;
      computer?.computer.send({ type: "resume" });
    }
  }
  document.addEventListener("visibilitychange", look);

  return {
    obey,
    isGoing: () => going !== undefined,
    repaint: () => {
      asked = false;
      askForPoints();
    },
    dispose: () => {
      document.removeEventListener("visibilitychange", look);
      dismiss();
    },
  };
}

const prefersStillness = () =>
  document.body.classList.contains("vscode-reduce-motion") || matchMedia("(prefers-reduced-motion: reduce)").matches;
