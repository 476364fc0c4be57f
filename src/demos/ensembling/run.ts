import type { Estimate } from "../../math/estimate";
import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import type { Measured } from "./measured";
import { drawMeasured, tell } from "./panels";
import { readSettings, type Settings } from "./problem";
import { letNetworksVote, simulateEnsembles, simulateVotes, spreadPredictions } from "./stages";

/** Starts a run of ensembling. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const measured: Measured = { steps: 0 };

  async function* runStages(): Stage {
    yield* between(0, 0.04, simulateVotes(settings, context.seed, measured));
    yield* between(0.04, 0.1, simulateEnsembles(settings, context.seed, measured));
    yield* between(0.1, 0.8, spreadPredictions(context, settings, measured));
    yield* between(0.8, 1, letNetworksVote(context, settings, measured));
  }

  return createRun(runStages(), {
    draw: () => drawMeasured(settings, measured),
    checks: () => listChecks(settings, measured),
    conclusion: () => conclude(settings, measured),
  });
}

function conclude({ members }: Settings, { spread }: Measured): string {
  if (!spread) {
    return "";
  }
  const { ofMeans, alone } = spread;
  const { bias, biasOfOne } = alone;
  const below = bias.value < 0 || biasOfOne.value < 0 ? " (unbiased estimates: by chance also below 0)" : "";
  return (
    `The mean of ${members} networks has variance ${tell(ofMeans[members - 1] as Estimate)}, by ρσ² + (1 − ρ)σ²/M ` +
    `${tell(alone.byTheory)}: one network has σ² = ${tell(alone.variance)}, two correlate by ` +
    `ρ = ${tell(alone.correlation)}, and no number of them gets below ρσ² = ${tell(alone.floor)}. ` +
    `Squared bias is ${tell(bias)}, and of one network ${tell(biasOfOne)}${below}.`
  );
}
