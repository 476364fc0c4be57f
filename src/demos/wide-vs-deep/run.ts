import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import { conclude } from "./conclude";
import type { Measured } from "./measured";
import { drawMeasured } from "./panels";
import { readSettings } from "./settings";
import { measureExact, train } from "./stages";

/** Starts a run of wide against deep. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const measured: Measured = { pieces: [] };

  async function* runStages(): Stage {
    const trains = settings.weights === "trained";
    yield* between(0, trains ? 0.05 : 1, measureExact(settings, context.seed, measured));
    if (trains) {
      yield* between(0.05, 1, train(context, settings, measured));
    }
  }

  return createRun(runStages(), {
    draw: () => drawMeasured(settings, measured),
    checks: () => listChecks(settings, measured),
    conclusion: () => conclude(settings, measured),
  });
}
