import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { runPaths, runSweeps, runWalks } from "./chains";
import { listChecks } from "./checks";
import { conclude } from "./conclude";
import { climbLevels, takeDraws } from "./draws";
import type { AtDimension, Measured } from "./measured";
import { drawEfficiency, drawLengths, drawWeights } from "./panels";
import { dimensionsOf, readSettings } from "./settings";

/** Starts a run: the chosen dimension first, then all the others of the curves. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const measured: Measured = { levels: { points: settings.budget / 10, inside: [] }, at: [] };
  const { dimension } = settings;
  const order = [dimension, ...dimensionsOf(settings).filter((other) => other !== dimension)];

  async function* measureDimension(at: AtDimension): Stage {
    const chosen = at.dimension === dimension;
    at.draws = yield* between(0, 0.4, takeDraws(context, settings, at.dimension));
    at.paths = yield* between(0.4, 0.6, runPaths(context, settings, at.dimension, chosen));
    at.walks = yield* between(0.6, 1, runWalks(context, settings, at.dimension, chosen));
  }

  async function* runStages(): Stage {
    yield* between(0, 0.05, climbLevels(context, measured.levels));
    measured.sweeps = yield* between(0.05, 0.1, runSweeps(context, settings));
    for (const [i, each] of order.entries()) {
      const at: AtDimension = { dimension: each };
      measured.at.push(at);
      yield* between(0.1 + (0.9 * i) / order.length, 0.1 + (0.9 * (i + 1)) / order.length, measureDimension(at));
    }
  }

  return createRun(runStages(), {
    draw: () => [drawEfficiency(settings, measured), drawLengths(settings, measured), drawWeights(settings, measured)],
    checks: () => listChecks(settings, measured),
    conclusion: () => conclude(settings, measured),
  });
}
