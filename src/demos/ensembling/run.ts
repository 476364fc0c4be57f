import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import type { Measured } from "./measured";
import { drawMeasured } from "./panels";
import { readSettings, type Settings } from "./problem";
import { varianceOfMean } from "./spread";
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
  const { variance, correlation, ofMeans, bias, biasOfOne } = spread;
  // Some dozens of training sets do not tell more than two digits.
  const digits = (value: number) => Number(value.toPrecision(2)).toString().replace(/^-/, "−");
  const below = bias.value < 0 || biasOfOne < 0 ? " (unbiased estimates: by chance also below 0)" : "";
  return (
    `The mean of ${members} networks has variance ${digits(ofMeans[members - 1]?.value as number)}, by ρσ² + (1 − ρ)σ²/M ` +
    `${digits(varianceOfMean(correlation, variance, members))}: one network has σ² = ${digits(variance)}, two correlate by ` +
    `ρ = ${correlation.toFixed(2)}, and no number of them gets below ρσ² = ${digits(correlation * variance)}. ` +
    `Squared bias is ${digits(bias.value)}, and of one network ${digits(biasOfOne)}${below}.`
  );
}
