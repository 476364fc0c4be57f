import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import {
  type Claims,
  measureFloor,
  measureLeastSquares,
  measureNearest,
  measureSmoother,
  measureVotes,
} from "./claims";
import { conclude } from "./conclusion";
import { createCurves, measureCurves } from "./learningCurve";
import { drawMeasured } from "./panels";
import { readSettings } from "./problem";

/** Starts a run of parametric against non-parametric. */
export async function startRun({ tf, seed, params, now }: RunContext): Promise<Run> {
  const settings = readSettings(params);
  const claims: Claims = { votes: [], nearest: [], smoother: [] };
  const curves = createCurves(settings);

  async function* runStages(): Stage {
    yield* between(0, 0.02, measureFloor(tf, settings, claims));
    yield* between(0.02, 0.06, measureVotes(tf, settings, seed, claims));
    yield* between(0.06, 0.1, measureLeastSquares(seed, claims));
    yield* between(0.1, 0.15, measureNearest(tf, settings, seed, claims));
    yield* between(0.15, 0.2, measureSmoother(tf, settings, seed, claims));
    yield* between(0.2, 1, measureCurves(tf, now, settings, seed, curves));
  }

  return createRun(runStages(), {
    draw: () => drawMeasured(settings, claims, curves),
    checks: () => listChecks(settings, claims, curves),
    conclusion: () => conclude(settings, curves),
  });
}
