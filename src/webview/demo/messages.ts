import type { Check, Panel } from "../../demos/demo";
import type { Backend } from "../../gpu/backend";
import type { BackendChoice } from "../../protocol";

/** How points that move are to be painted: what the page knows of the picture that they lie on. */
export interface Look {
  /** Of the picture inside its axes, in CSS pixels. */
  width: number;
  height: number;
  /** Device pixels to a CSS pixel. */
  ratio: number;
  /** Red, green, blue, 0 to 255. */
  colour: readonly [number, number, number];
  /** Motion is unwanted: they are painted only where the run waits, and at its end. */
  still: boolean;
}

/** What the page asks of its worker. */
export type ToWorker =
  | {
      type: "start";
      demo: string;
      seed: number;
      params: Record<string, number | string>;
      backend: BackendChoice;
      /** Wait before the first step. */
      paused: boolean;
    }
  | { type: "pause" }
  | { type: "resume" }
  /** One step, then wait. */
  | { type: "step" }
  | { type: "cancel" }
  /** One picture of the points that move, when there is one; it is asked for again when that one is shown. */
  | { type: "paint"; look: Look };

/** What tensors take up. */
export interface Memory {
  tensors: number;
  bytes: number;
  /** 0 where no GPU computes. */
  gpuBytes: number;
}

/** What the worker tells its page. Every `start` ends in one `finished` or one `stopped`. */
export type FromWorker =
  /** Which backend is fastest at the demo's work; then comes `backend`. */
  | { type: "measuring" }
  | { type: "backend"; backend: Backend }
  | {
      type: "progress";
      /** Of all work. */
      share: number;
      /** Spent computing, without pauses. */
      seconds: number;
      waiting: boolean;
      panels?: Panel[];
      /** With `panels`: the title of the one on which points move just now. */
      live?: string;
    }
  /** In answer to `paint`, for the panel of that title. */
  | { type: "points"; panel: string; bitmap: ImageBitmap }
  | {
      type: "finished";
      seconds: number;
      checks: Check[];
      conclusion: string;
      panels: Panel[];
      live?: string;
      before: Memory;
      after: Memory;
    }
  | {
      type: "stopped";
      /** lost: this worker is of no more use; gpu lost: and another one may go on. */
      reason: "cancelled" | "failed" | "lost" | "gpu lost";
      message: string;
      before: Memory;
      after: Memory;
    };

/** The worker's end of the line: a worker's own scope, or one port of a channel. */
export interface Line {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
