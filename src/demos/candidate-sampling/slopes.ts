import { createAliasSampler } from "../../math/candidateSampler";
import { createCandidateDraws } from "../../math/drawCandidates";
import { estimateMean } from "../../math/estimate";
import type { Stage } from "../stages";
import type { Learned, Measured } from "./measured";
import { type Problem, readUniforms, streams } from "./problem";

/**
 * Draws examples and candidates for each sampled loss, and takes its derivative along log p where it has been minimised:
 * 0 in the mean, if what is drawn is what the exact gradient is the expectation of.
 */
export async function* measureSlopes(problem: Problem, measured: Measured): Stage {
  const { settings } = problem;
  const sampled = measured.learned.filter(({ loss }) => loss.name !== "full");
  for (const [at, one] of sampled.entries()) {
    const work = (one.loss.scheme ? settings.candidates : settings.noise) + 20;
    const derivatives = new Float64Array(Math.max(4000, Math.round(settings.draws / work)));
    const drawDerivative = createDerivative(problem, one, streams.slopes + at);
    for (let i = 0, rest = 0; i < derivatives.length; i++) {
      derivatives[i] = drawDerivative();
      rest += work;
      if (rest > 100_000) {
        rest = 0;
        yield (at + i / derivatives.length) / sampled.length;
      }
    }
    one.slope = estimateMean(derivatives);
    yield (at + 1) / sampled.length;
  }
}

/** At each call an example and its candidates are drawn: the derivative of its loss along log p. */
function createDerivative(problem: Problem, { loss, logits }: Learned, stream: number): () => number {
  const { settings, truth, logTruth, sampler, random } = problem;
  const mean = truth.reduce((sum, p, i) => sum + p * (logTruth[i] as number), 0);
  const along = logTruth.map((log) => log - mean);
  const read = readUniforms(random, stream);
  const labels = createAliasSampler(truth);
  const weights = logits.map((logit, i) => Math.exp(logit + (loss.added[i] as number)));
  if (!loss.scheme) {
    return () => {
      const label = labels.pick(read());
      let derivative = -(along[label] as number) / (1 + (weights[label] as number));
      for (let draw = 0; draw < settings.noise; draw++) {
        const candidate = sampler.pick(read());
        const weight = weights[candidate] as number;
        derivative += (weight / (1 + weight)) * (along[candidate] as number);
      }
      return derivative;
    };
  }
  const draw = createCandidateDraws(loss.scheme, sampler, read);
  return () => {
    const label = labels.pick(read());
    let sum = weights[label] as number;
    let pull = sum * (along[label] as number);
    for (const candidate of draw(label)) {
      const weight = weights[candidate] as number;
      sum += weight;
      pull += weight * (along[candidate] as number);
    }
    return pull / sum - (along[label] as number);
  };
}
