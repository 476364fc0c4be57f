import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { findDemo } from "../../demos";
import type { Panel, Run } from "../../demos/demo";
import { type Backend, type Machine, startBackend } from "../../gpu/backend";
import { contextLost } from "./machine";
import type { FromWorker, Line, Memory, ToWorker } from "./messages";

/** Computes at a stretch for so long, then hears messages; on the page this is what keeps it answering. */
const sliceMilliseconds = 15;
const drawEveryMilliseconds = 300;
/** A step takes some milliseconds, the first on a GPU some seconds: after this long it will not come. */
const stepLimitSeconds = 30;

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

/** Thrown where what was begun will never end: this worker is of no more use. */
class Lost extends Error {}

/** Runs demos, one at a time, as the other end of the line says. */
export function serveRuns(line: Line, machine: Machine): void {
  let backend: Promise<Backend> | undefined;
  let wishes: Wishes | undefined;
  line.onmessage = ({ data }) => {
    switch (data.type) {
      case "start":
        backend ??= startBackend(data.backend, machine);
        if (!wishes) {
          wishes = { cancelled: false, waiting: data.paused, steps: 0, wake: () => {} };
          void runDemo(line, data, backend, wishes).finally(() => {
            wishes = undefined;
          });
        }
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

async function runDemo(line: Line, start: Start, backend: Promise<Backend>, wishes: Wishes): Promise<void> {
  let before: Memory = { tensors: 0, bytes: 0, gpuBytes: 0 };
  let end: (after: Memory) => FromWorker;
  try {
    line.postMessage({ type: "backend", backend: await backend });
    before = measureMemory();
    const result = await computeResult(line, start, wishes);
    end = (after) =>
      result
        ? { type: "finished", ...result, before, after }
        : { type: "stopped", reason: "cancelled", message: "Cancelled.", before, after };
  } catch (error) {
    const lost = error instanceof Lost;
    const words = error instanceof Error ? error.message : String(error);
    const message = lost ? `${words} Restart computes anew.` : `The run failed: ${words}`;
    end = (after) => ({ type: "stopped", reason: lost ? "lost" : "failed", message, before, after });
  }
  line.postMessage(end(measureMemory()));
}

/** Undefined where the run was cancelled. */
async function computeResult(line: Line, { demo: id, seed, params }: Start, wishes: Wishes) {
  const demo = findDemo(id);
  if (!demo) {
    throw new Error(`there is no demo “${id}”`);
  }
  const guard = createGuard();
  let run: Run | undefined;
  try {
    run = await guard(() => demo.start({ tf, now: () => performance.now(), seed, params }));
    const seconds = await playRun(line, run, wishes, guard);
    if (seconds === undefined) {
      return undefined;
    }
    return { seconds, checks: await run.checks(), conclusion: await run.conclusion(), panels: await run.draw() };
  } finally {
    // After a loss something that is pending never ends, and neither would this.
    if (run && !guard.lost) {
      await run.dispose();
    }
  }
}

/** Steps through the run at the page's wish; the seconds that it took, or undefined where it was cancelled. */
async function playRun(line: Line, run: Run, wishes: Wishes, guard: Guard): Promise<number | undefined> {
  let share = 0;
  let milliseconds = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  const tell = (panels: { panels?: Panel[] } = {}) =>
    line.postMessage({ type: "progress", share, seconds: milliseconds / 1000, waiting: wishes.waiting, ...panels });
  const tellAndDraw = async () => {
    drawn = performance.now();
    tell({ panels: await guard(() => run.draw()) });
  };
  while (share < 1 && !wishes.cancelled) {
    if (wishes.waiting && wishes.steps === 0) {
      // That it waits is told before the picture is drawn.
      tell();
      await tellAndDraw();
      await new Promise<void>((resolve) => {
        wishes.wake = resolve;
        // What was wished for while it was drawn has woken nobody.
        if (!wishes.waiting || wishes.steps > 0 || wishes.cancelled) {
          resolve();
        }
      });
      tell();
      continue;
    }
    const began = performance.now();
    do {
      share = await guard(() => run.step());
      wishes.steps = Math.max(0, wishes.steps - 1);
    } while (share < 1 && !wishes.waiting && performance.now() - began < sliceMilliseconds);
    milliseconds += performance.now() - began;
    if (performance.now() - drawn > drawEveryMilliseconds) {
      await tellAndDraw();
    }
    await hearMessages();
  }
  return wishes.cancelled ? undefined : milliseconds / 1000;
}

interface Guard {
  /** What `work` gives, unless the context is lost or it takes too long. */
  <T>(work: () => Promise<T>): Promise<T>;
  readonly lost: boolean;
}

function createGuard(): Guard {
  let lost: Lost | undefined;
  const lose = (words: string): never => {
    // Whatever was begun waits for ever, and its tensors can not be waited for.
    lost ??= new Lost(words);
    throw lost;
  };
  const loss = contextLost().then(() => lose("The graphics processor was taken away: its context was lost."));
  // It is waited for only while something is at work.
  loss.catch(() => {});
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    if (lost) {
      throw lost;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 1000 * stepLimitSeconds);
    }).then(() => lose(`The computation has not answered for ${stepLimitSeconds} s.`));
    try {
      return await Promise.race([work(), loss, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  };
  return Object.defineProperty(guard, "lost", { get: () => lost !== undefined }) as unknown as Guard;
}

/** Lets messages in: a timer would wait at least 4 ms each time. */
const hearMessages = (() => {
  const { port1, port2 } = new MessageChannel();
  return () =>
    new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
})();

function measureMemory(): Memory {
  const { numTensors, numBytes } = tf.memory();
  const webgl = tf.getBackend() === "webgl" ? (tf.backend() as MathBackendWebGL) : undefined;
  return { tensors: numTensors, bytes: numBytes, gpuBytes: webgl?.memory().numBytesInGPU ?? 0 };
}
