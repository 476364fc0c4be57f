import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import { conclude } from "./floors";
import type { Measured } from "./measured";
import { drawMeasured } from "./panels";
import { readSettings } from "./settings";
import { averageNeurons, estimate, measureEqualPieces, train } from "./stages";

/** Starts a run of the four floors. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const measured: Measured = { equal: [], stepLargest: [], folded: [], estimations: [], neurons: [], trained: [] };

  async function* runStages(): Stage {
    yield* between(0, 0.1, measureEqualPieces(settings, measured));
    yield* between(0.1, 0.25, estimate(settings, context.seed, measured));
    yield* between(0.25, 0.5, averageNeurons(context, settings, measured));
    yield* between(0.5, 1, train(context, settings, measured));
  }

  return createRun(runStages(), {
    draw: () => drawMeasured(settings, measured),
    checks: () => listChecks(settings, measured),
    conclusion: () => conclude(settings, measured),
  });
}
