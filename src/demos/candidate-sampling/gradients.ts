import { type CandidateSampler, softmax } from "../../math/candidateSampler";
import { estimateMean } from "../../math/estimate";
import { expectSelfNormalized, type SelfNormalized } from "../../math/selfNormalized";
import { between, type Stage } from "../stages";
import type { Gradients, Measured } from "./measured";
import { createSampler, type Problem, readUniforms, streams } from "./problem";

/** Of embeddings. */
export const dimensions = 32;

/** Numbers of draws that are looked at, beside the chosen one. */
const usual = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** One context of a model with embeddings. */
interface Context {
  /** Of the classes: [classes, dimensions]. */
  vectors: Float64Array;
  /** The model's softmax. */
  model: Float64Array;
  sampler: CandidateSampler;
  counts: number[];
}

/**
 * One context of a model with embeddings: the logit of class i is log p_i + v_i · h, v and h normal so that v_i · h has
 * variance 1 in the mean. The gradient in h of ln Z, Σ softmax_i v_i, is estimated from m draws with self-normalised
 * weights, as by Bengio and Senécal (2008): by its exact expectation, and by drawing.
 */
export async function* measureGradients(problem: Problem, measured: Measured): Stage {
  const context = yield* between(0, 0.1, createContext(problem));
  const gradients = yield* between(0.1, 0.6, expectGradients(problem, context));
  measured.gradients = gradients;
  const { counts } = context;
  for (const at of counts.keys()) {
    yield* between(
      0.6 + (0.4 * at) / counts.length,
      0.6 + (0.4 * (at + 1)) / counts.length,
      drawGradients(problem, context, gradients, at),
    );
  }
}

function* createContext({ settings, truth, logTruth, random }: Problem): Generator<number, Context> {
  const { classes, candidates } = settings;
  const vectors = new Float64Array(classes * dimensions);
  for (let start = 0; start < vectors.length; start += 65_536) {
    vectors.set(random.normals(streams.vectors, Math.min(65_536, vectors.length - start), start), start);
    yield start / vectors.length;
  }
  const h = random.normals(streams.context, dimensions).map((value) => value / Math.sqrt(dimensions));
  const width = h.length;
  const model = softmax(
    logTruth.map((log, i) => h.reduce((sum, value, d) => sum + value * (vectors[i * width + d] as number), log)),
  );
  const sampler = createSampler(settings, truth, model);
  return { vectors, model, sampler, counts: [...new Set([...usual, candidates])].sort((a, b) => a - b) };
}

/** What theory says, for the chosen sampler and for the uniform one. */
async function* expectGradients({ settings }: Problem, context: Context): AsyncGenerator<number, Gradients> {
  const { vectors, model, sampler, counts } = context;
  const flat = new Float64Array(model.length).fill(1 / model.length);
  const expect = (probabilities: Float64Array) => {
    const weights = model.map((share, i) => share / (probabilities[i] as number));
    return pace(expectSelfNormalized(weights, probabilities, vectors, counts), vectors.length);
  };
  const chosen = yield* between(0, 0.5, expect(sampler.probabilities));
  const uniform = yield* between(0.5, 1, expect(flat));
  // With the model's own softmax there is no bias; what the integral leaves is rounding.
  const biased = settings.sampler === "softmax" ? 0 : 1;
  return {
    chosen,
    uniform,
    bias: chosen.map((one) => biased * Math.hypot(...biasOf(context, one))),
    uniformBias: uniform.map((one) => Math.hypot(...biasOf(context, one))),
    shareBias: chosen.map(({ shares }) => biased * distance(shares, model)),
    integral: distance((chosen[0] as SelfNormalized).shares, model),
    single: distance(sampler.probabilities, model),
    measured: [],
  };
}

/** Draws gradients from so many draws each, and compares them with the exact ones. */
function* drawGradients(
  { settings, random }: Problem,
  context: Context,
  { chosen, uniform, measured }: Gradients,
  at: number,
): Generator<number, void> {
  const { vectors, model, sampler } = context;
  const { count, shares } = chosen[at] as SelfNormalized;
  // Lengths are measured along the exact bias. Without one, the uniform sampler's has as good a direction as any.
  const along = (settings.sampler === "softmax" ? uniform : chosen)[at] as SelfNormalized;
  const bias = biasOf(context, along);
  const length = Math.hypot(...bias);
  const towards = bias.map((value) => value / length);
  const signs = along.shares.map((share, i) => Math.sign(share - (model[i] as number)));
  const modelSigns = signs.reduce((sum, sign, i) => sum + sign * (model[i] as number), 0);
  const exact = sumVectors(model, vectors);
  const mean = sumVectors(shares, vectors);
  const weights = model.map((share, i) => share / (sampler.probabilities[i] as number));
  const width = mean.length;

  const draws = settings.draws / (count === settings.candidates ? 2 : 20);
  const replicates = Math.max(count === settings.candidates ? 2000 : 100, Math.round(draws / count));
  const found = {
    bias: new Float64Array(replicates),
    squares: new Float64Array(replicates),
    signs: new Float64Array(replicates),
  };
  const read = readUniforms(random, streams.shares + at);
  const picked = new Uint32Array(count);
  const estimate = new Float64Array(width);
  for (let replicate = 0, rest = 0; replicate < replicates; replicate++) {
    let total = 0;
    for (let draw = 0; draw < count; draw++) {
      const i = sampler.pick(read());
      picked[draw] = i;
      total += weights[i] as number;
    }
    estimate.fill(0);
    let signed = -modelSigns;
    for (const i of picked) {
      const share = (weights[i] as number) / total;
      signed += share * (signs[i] as number);
      for (let d = 0; d < width; d++) {
        estimate[d] = (estimate[d] as number) + share * (vectors[i * width + d] as number);
      }
    }
    let [off, square] = [0, 0];
    for (let d = 0; d < width; d++) {
      off += ((estimate[d] as number) - (exact[d] as number)) * (towards[d] as number);
      square += ((estimate[d] as number) - (mean[d] as number)) ** 2;
    }
    found.bias[replicate] = off;
    found.squares[replicate] = square;
    found.signs[replicate] = signed;
    rest += count;
    if (rest > 50_000) {
      rest = 0;
      yield replicate / replicates;
    }
  }
  measured.push({
    count,
    bias: estimateMean(found.bias),
    variance: estimateMean(found.squares),
    shareBias: estimateMean(found.signs),
  });
  yield 1;
}

/** Rests now and then, in work whose pieces go through so many numbers. */
function* pace<T>(work: Generator<void, T>, numbers: number): Generator<number, T> {
  let found = work.next();
  for (let pieces = 1, rest = numbers; !found.done; pieces++, rest += numbers) {
    if (rest > 2_000_000) {
      rest = 0;
      yield 1 - Math.exp(-pieces / 100);
    }
    found = work.next();
  }
  return found.value;
}

/** E of the gradient less the exact one. */
const biasOf = ({ model, vectors }: Context, { shares }: SelfNormalized) =>
  sumVectors(
    shares.map((share, i) => share - (model[i] as number)),
    vectors,
  );

/** Σ share_i v_i. */
function sumVectors(shares: Float64Array, vectors: Float64Array): Float64Array {
  const width = vectors.length / shares.length;
  const sum = new Float64Array(width);
  for (let i = 0; i < shares.length; i++) {
    for (let d = 0; d < width; d++) {
      sum[d] = (sum[d] as number) + (shares[i] as number) * (vectors[i * width + d] as number);
    }
  }
  return sum;
}

const distance = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] as number)), 0);
