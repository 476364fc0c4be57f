import type { Run, RunContext } from "../demo";
import { between, type Stage } from "../stages";
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
  const stages = runStages();

  return {
    step: async () => {
      const { value, done } = await stages.next();
      return done ? 1 : Math.min(value, 0.999);
    },
    draw: async () => drawMeasured(settings, measured),
    checks: async () => listChecks(settings, measured),
    conclusion: async () => conclude(settings, measured),
    dispose: async () => void (await stages.return()),
  };
}
