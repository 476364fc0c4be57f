import type { Check, Panel } from "../../demos/demo";
import type { Backend } from "../../gpu/backend";
import type { BackendChoice } from "../../protocol";

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
  | { type: "cancel" };

/** What tensors take up. */
export interface Memory {
  tensors: number;
  bytes: number;
  /** 0 where no GPU computes. */
  gpuBytes: number;
}

/** What the worker tells its page. Every `start` ends in one `finished` or one `stopped`. */
export type FromWorker =
  | { type: "backend"; backend: Backend }
  | {
      type: "progress";
      /** Of all work. */
      share: number;
      /** Spent computing, without pauses. */
      seconds: number;
      waiting: boolean;
      panels?: Panel[];
    }
  | {
      type: "finished";
      seconds: number;
      checks: Check[];
      conclusion: string;
      panels: Panel[];
      before: Memory;
      after: Memory;
    }
  | {
      type: "stopped";
      /** lost: the GPU is gone, and this worker is of no more use. */
      reason: "cancelled" | "failed" | "lost";
      message: string;
      before: Memory;
      after: Memory;
    };

/** The worker's end of the line: a worker's own scope, or one port of a channel. */
export interface Line {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
