import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { findDemo } from "../../demos";
import type { Panel, Run } from "../../demos/demo";
import type { Machine } from "../../gpu/backend";
import { createChooser } from "./chooser";
import { type Guard, Lost } from "./guard";
import { hearMessages } from "./hearMessages";
import { createLivePoints, type LivePoints } from "./livePoints";
import type { FromWorker, Line, Memory, ToWorker } from "./messages";

/**
 * Computes at a stretch for so long, then hears messages and paints points that move: short enough for 60 pictures a
 * second. On the page this is what keeps it answering.
 */
const sliceMilliseconds = 8;
/** Panels and numbers come no more often: reading them back makes the GPU wait. */
const drawEveryMilliseconds = 250;

type Start = Extract<ToWorker, { type: "start" }>;

/** What the page wants of the run that goes on. */
interface Wishes {
  cancelled: boolean;
  waiting: boolean;
  /** Single steps to take while waiting. */
  steps: number;
  /** Called when any of these changes. */
  wake(): void;
}

/** What a run is played with. */
interface Stage {
  line: Line;
  wishes: Wishes;
  guard: Guard;
  live: LivePoints;
}

/** Runs demos, one at a time, as the other end of the line says. */
export function serveRuns(line: Line, machine: Machine): void {
  const choose = createChooser(machine, (message) => line.postMessage(message));
  let wishes: Wishes | undefined;
  const live = createLivePoints(line);
  line.onmessage = ({ data }) => {
    switch (data.type) {
      case "start":
        if (!wishes) {
          wishes = { cancelled: false, waiting: data.paused, steps: 0, wake: () => {} };
          void runDemo({ line, wishes, live }, data, choose).finally(() => {
            wishes = undefined;
          });
        }
        return;
      case "paint":
        live.ask(data.look);
        return;
      case "pause":
      case "resume":
      case "step":
      case "cancel":
        if (wishes) {
          wishes.cancelled ||= data.type === "cancel";
          wishes.waiting = data.type !== "resume";
          wishes.steps += data.type === "step" ? 1 : 0;
          wishes.wake();
        }
        return;
      default:
        data satisfies never;
    }
  };
}

async function runDemo(
  { line, wishes, live }: Omit<Stage, "guard">,
  start: Start,
  choose: ReturnType<typeof createChooser>,
): Promise<void> {
  let before: Memory = { tensors: 0, bytes: 0, gpuBytes: 0 };
  let end: (after: Memory) => FromWorker;
  try {
    const { backend, guard } = await choose(start);
    line.postMessage({ type: "backend", backend });
    before = measureMemory();
    const result = wishes.cancelled ? undefined : await computeResult({ line, wishes, live, guard }, start);
    end = (after) =>
      result
        ? { type: "finished", ...result, before, after }
        : { type: "stopped", reason: "cancelled", message: "Cancelled.", before, after };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (error instanceof Lost) {
      const reason = error.gpu ? "gpu lost" : "lost";
      end = (after) => ({ type: "stopped", reason, message: `${words} Restart computes anew.`, before, after });
    } else {
      end = (after) => ({ type: "stopped", reason: "failed", message: `The run failed: ${words}`, before, after });
    }
  }
  line.postMessage(end(measureMemory()));
}

/** Undefined where the run was cancelled. */
async function computeResult(stage: Stage, { demo: id, seed, params }: Start) {
  const demo = findDemo(id);
  if (!demo) {
    throw new Error(`there is no demo “${id}”`);
  }
  const { guard, live } = stage;
  let run: Run | undefined;
  try {
    const begun = await guard.wait(() => demo.start({ tf, now: () => performance.now(), seed, params }));
    run = begun;
    const seconds = await playRun(stage, begun);
    if (seconds === undefined) {
      return undefined;
    }
    return await guard.wait(async () => {
      const panels = await begun.draw();
      live.paint(begun.live?.(), panels, true);
      const [checks, conclusion] = [await begun.checks(), await begun.conclusion()];
      return { seconds, checks, conclusion, panels, ...nameLive(begun) };
    });
  } finally {
    live.unsettle();
    // After a loss something that is pending never ends, and neither would this.
    if (run && !guard.isLost()) {
      await run.dispose();
    }
  }
}

/** Steps through the run at the page's wish; the seconds that it took, or undefined where it was cancelled. */
async function playRun({ line, wishes, guard, live }: Stage, run: Run): Promise<number | undefined> {
  let share = 0;
  let milliseconds = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  let latest: Panel[] = [];
  const tell = (picture: { panels?: Panel[]; live?: string } = {}) =>
    line.postMessage({ type: "progress", share, seconds: milliseconds / 1000, waiting: wishes.waiting, ...picture });
  const tellAndDraw = async () => {
    latest = await guard.wait(() => run.draw());
    drawn = performance.now();
    tell({ panels: latest, ...nameLive(run) });
  };
  while (share < 1 && !wishes.cancelled) {
    if (wishes.waiting && wishes.steps === 0) {
      // That it waits is told before the picture is drawn.
      tell();
      await tellAndDraw();
      live.paint(run.live?.(), latest, true);
      await new Promise<void>((resolve) => {
        wishes.wake = resolve;
        // What was wished for while it was drawn has woken nobody.
        if (!wishes.waiting || wishes.steps > 0 || wishes.cancelled) {
          resolve();
        }
      });
      live.unsettle();
      tell();
      continue;
    }
    const began = performance.now();
    do {
      share = await guard.wait(() => run.step());
      wishes.steps = Math.max(0, wishes.steps - 1);
    } while (share < 1 && !wishes.waiting && performance.now() - began < sliceMilliseconds);
    milliseconds += performance.now() - began;
    if (performance.now() - drawn > drawEveryMilliseconds) {
      await tellAndDraw();
    }
    live.paint(run.live?.(), latest, false);
    await hearMessages();
  }
  return wishes.cancelled ? undefined : milliseconds / 1000;
}

function nameLive(run: Run): { live?: string } {
  const live = run.live?.();
  return live ? { live: live.panel } : {};
}

function measureMemory(): Memory {
  const { numTensors, numBytes } = tf.memory();
  const webgl = tf.getBackend() === "webgl" ? (tf.backend() as MathBackendWebGL) : undefined;
  return { tensors: numTensors, bytes: numBytes, gpuBytes: webgl?.memory().numBytesInGPU ?? 0 };
}
