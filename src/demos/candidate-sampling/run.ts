import { canAddRows } from "../../gpu/rowTable";
import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { trainInBatches } from "./batches";
import { listChecks } from "./checks";
import { measureGradients } from "./gradients";
import { learn } from "./learning";
import { createLosses, type LossName } from "./losses";
import type { Measured } from "./measured";
import { drawPanels } from "./panels";
import { countFirst, estimatePartition, measureInformation } from "./partition";
import { createProblem, type Problem } from "./problem";
import { measureSlopes } from "./slopes";
import { speedUp, train } from "./training";

/** Starts a run of candidate sampling: in plain arrays, but for a training in batches by tensors. */
export async function startRun({ tf, seed, params, now }: RunContext): Promise<Run> {
  const problem = createProblem(params, seed);
  const measured: Measured = { learned: [], trainings: [] };

  async function* runStages(): Stage {
    yield* between(0, 0.4, learn(problem, createLosses(problem), measured));
    yield* between(0.4, 0.45, countFirst(problem, measured));
    yield* between(0.45, 0.5, estimatePartition(problem, measured));
    yield* between(0.5, 0.55, measureSlopes(problem, measured));
    yield* between(0.55, 0.6, measureInformation(problem, measured));
    yield* between(0.6, 0.8, measureGradients(problem, measured));
    yield* between(0.8, 0.95, train(problem, now, measured));
    if (canAddRows(tf)) {
      yield* between(0.95, 1, trainInBatches(problem, { tf, now }, measured));
    }
  }

  return createRun(runStages(), {
    draw: () => drawPanels(problem, measured),
    checks: () => listChecks(problem, measured),
    conclusion: () => conclude(problem, measured),
  });
}

/** Four digits behind the point; what is left over by rounding is nothing. */
const tell = (value: number) => (Math.abs(value) < 5e-5 ? "0" : value.toFixed(4).replace("-", "−"));

function conclude({ settings }: Problem, measured: Measured): string {
  const factor = speedUp(measured);
  const lost = (name: LossName) => {
    const found = measured.learned.find(({ loss }) => loss.name === name);
    return tell(found?.divergence ?? Number.NaN);
  };
  const offset = measured.learned.find(({ loss }) => loss.name === "negative")?.offset ?? Number.NaN;
  const { classes, candidates } = settings;
  return (
    `The truth is ${lost("full")} nats from what the full softmax learned, ${lost("corrected")} from sampled softmax, ` +
    `${lost("uncorrected")} from the same without −log Q, ${lost("nce")} from NCE, ${lost("negative")} from negative ` +
    `sampling, whose logits are ${tell(offset)} off log(p/q), and ${lost("infoNce")} from InfoNCE` +
    `${factor ? `; a model learns from an example ${Number(factor.toPrecision(3))} times as fast with the sampled softmax as with the full one, at V/m = ${Number((classes / candidates).toPrecision(3))}` : ""}.`
  );
}
