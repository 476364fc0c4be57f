import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import { drawGeometry } from "./geometry";
import { columnWeights, countZeros, type Measured } from "./measured";
import { drawMeasured } from "./panels";
import { penaltyOf, readSettings } from "./problem";
import { countUseless, followAdam, measureOrthonormal, solvePaths } from "./stages";
import { prepareStudy, type Study } from "./study";

/** Near 0, and not 0: where Adam leaves the weights that proximal steps set to 0. */
const nearZero = 0.05;

/** Starts a run of L1 against L2. */
export async function startRun({ tf, seed, params }: RunContext): Promise<Run> {
  const settings = readSettings(params);
  const { lambda, correlation } = settings;
  const geometry = drawGeometry(correlation, penaltyOf(settings, lambda), lambda);
  const measured: Measured = { deviations: [], useless: [], settled: false, race: [] };
  let study: Study | undefined;

  async function* runStages(): Stage {
    study = yield* between(0, 0.03, prepareStudy(settings, seed));
    yield* between(0.03, 0.06, measureOrthonormal(tf, study, measured));
    yield* between(0.06, 0.15, countUseless(tf, study, measured));
    yield* between(0.15, 0.4, solvePaths(tf, study, measured));
    yield* between(0.4, 1, followAdam(tf, study, measured));
  }

  return createRun(runStages(), {
    draw: () => [geometry, ...(study ? drawMeasured(study, measured) : [])],
    checks: () => (study ? listChecks(study, measured) : []),
    conclusion: () => (study ? conclude(study, measured) : ""),
  });
}

function conclude({ settings, lambdas, at }: Study, measured: Measured): string {
  const { sparse = [], adam = [], ridge = [], settled } = measured;
  const zeros = (values: ArrayLike<number>) => countZeros(values, lambdas.length, at);
  const near = columnWeights(adam, lambdas.length, at).filter((w) => Math.abs(w) < nearZero).length;
  return (
    `Of ${settings.weights} weights at λ = ${settings.lambda}, L1 by proximal steps sets ${zeros(sparse)} to exactly 0; ` +
    `Adam on the same objective ${zeros(adam)}, though ${near} are within ${nearZero} of it; L2 ${zeros(ridge)}.` +
    (settled
      ? ""
      : ` ${settings.solver.toUpperCase()} was still on its way to the minimum when its steps were used up.`)
  );
}
