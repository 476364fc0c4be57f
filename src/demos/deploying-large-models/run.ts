import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks, type Measured } from "./checks";
import { classify } from "./classifier";
import { conclude } from "./conclusion";
import { type Machine, measureMachine } from "./machine";
import { drawMeasured } from "./panels";
import { readSettings } from "./problem";
import { simulateQueues } from "./queues";
import { measureSignals } from "./signals";

/** Starts a run of deploying large models. */
export async function startRun({ tf, seed, params, now }: RunContext): Promise<Run> {
  const settings = readSettings(params);
  const measured: Measured = {
    signals: { uniform: [], sine: [], lloyd: [], channels: [] },
    classified: { losses: [], rounded: [] },
    queues: { served: [] },
  };
  const machine: Machine = { layers: [] };

  async function* runStages(): Stage {
    yield* between(0, 0.15, simulateQueues(settings, seed, measured.queues));
    yield* between(0.15, 0.3, measureSignals(seed, measured.signals));
    yield* between(0.3, 0.7, classify(tf, settings, seed, measured.classified));
    yield* between(0.7, 1, measureMachine(tf, now, settings, machine));
  }

  return createRun(runStages(), {
    draw: () => drawMeasured(settings, measured, machine),
    checks: () => listChecks(settings, measured),
    conclusion: () => conclude(settings, measured, machine),
  });
}
