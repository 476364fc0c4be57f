import * as tf from "@tensorflow/tfjs-core";
import { findDemo } from "../../demos";
import { type Backend, type Machine, startBackend } from "../../gpu/backend";
import { createGuard, type Guard } from "./guard";
import { hearMessages } from "./hearMessages";
import type { FromWorker, ToWorker } from "./messages";

type Start = Extract<ToWorker, { type: "start" }>;

/** What computes a run, and what watches over it. */
interface Chosen {
  backend: Backend;
  guard: Guard;
}

/**
 * Makes what starts the right backend for a run. For the first run of a demo at its values it may have to measure, which
 * it tells; after that it knows.
 */
export function createChooser(
  machine: Machine,
  tell: (message: Extract<FromWorker, { type: "measuring" }>) => void,
): (start: Start) => Promise<Chosen> {
  const known = new Map<string, Backend>();
  // One for each backend: they listen to its GPU as long as the worker lives.
  const guards = new Map<Backend["name"], Guard>();

  async function choose({ demo: id, seed, params, backend: choice }: Start): Promise<Backend> {
    const demo = findDemo(id);
    const now = () => performance.now();
    const pieces = demo?.calibrate?.bind(demo);
    if (choice === "auto" && pieces) {
      tell({ type: "measuring" });
    }
    async function* sample() {
      for await (const piece of pieces?.({ tf, now, seed, params }) ?? []) {
        yield piece;
        await hearMessages();
      }
    }
    return startBackend(choice, machine, { fused: demo?.fused ?? false, sample: pieces && sample, now });
  }

  return async (start) => {
    const key = JSON.stringify([start.demo, start.params, start.backend]);
    const before = known.get(key);
    if (before) {
      await machine.start(before.name);
    }
    const backend = before ?? (await choose(start));
    known.set(key, backend);
    const guard = guards.get(backend.name) ?? createGuard();
    guards.set(backend.name, guard);
    return { backend, guard };
  };
}
