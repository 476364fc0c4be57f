import { type CandidateScheme, expectedCounts } from "../../math/candidateGradient";
import {
  type CandidateSampler,
  createAliasSampler,
  createLogUniformSampler,
  createUniformSampler,
  normalize,
} from "../../math/candidateSampler";
import { createAliasTable, createRandomSource, type RandomSource } from "../../math/random";
import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  /** V. */
  classes: number;
  /** m: candidates beside the true class, for softmax losses. */
  candidates: number;
  /** k: noise draws for each true pair, for logistic losses. */
  noise: number;
  sampler: "uniform" | "log-uniform" | "unigram" | "softmax";
  scheme: CandidateScheme["candidates"];
  hits: CandidateScheme["hits"];
  /** Random draws of a measurement. */
  draws: number;
}

/** What a run is about: classes without context, whose true probabilities are known. */
export interface Problem {
  settings: Settings;
  /** p: Zipf's law, the most frequent class first. */
  truth: Float64Array;
  logTruth: Float64Array;
  /** What candidates are drawn with. */
  sampler: CandidateSampler;
  scheme: CandidateScheme;
  /** Q: expected counts of candidates. */
  expected: Float64Array;
  random: RandomSource;
}

/** What is drawn from the seed, each from a stream of its own. */
export const streams = {
  slopes: 1,
  partition: 10,
  frequency: 11,
  information: 12,
  vectors: 20,
  context: 21,
  shares: 30,
  trainVectors: 60,
  trainContexts: 61,
  training: 62,
};

/** Sets up what belongs to a seed. */
export function createProblem(params: RunContext["params"], seed: number): Problem {
  const settings = params as unknown as Settings;
  const { classes, candidates, scheme: kind, hits } = settings;
  const truth = normalize(Float64Array.from({ length: classes }, (_, i) => 1 / (i + 1)));
  const sampler = createSampler(settings, truth, truth);
  const scheme: CandidateScheme = { candidates: kind, hits, count: candidates };
  return {
    settings,
    truth,
    logTruth: truth.map(Math.log),
    sampler,
    scheme,
    expected: expectedCounts(scheme, sampler.probabilities),
    random: createRandomSource(seed),
  };
}

/** The chosen sampler, for classes of that frequency and a model with that softmax. */
export function createSampler(
  { classes, sampler }: Pick<Settings, "classes" | "sampler">,
  frequency: Float64Array,
  model: Float64Array,
): CandidateSampler {
  switch (sampler) {
    case "uniform":
      return createUniformSampler(classes);
    case "log-uniform":
      return createLogUniformSampler(classes);
    case "unigram":
      return createAliasSampler(normalize(frequency.map((share) => share ** 0.75)));
    case "softmax":
      return createAliasSampler(model);
    default:
      return sampler satisfies never;
  }
}

/** Whether candidates are drawn in a way for which sampled softmax learns log p exactly. */
export const isExact = ({ scheme, hits }: Settings): boolean =>
  scheme === "replacement" ? hits === "kept" : hits === "removed";

/** The numbers of a stream one after the other, uniform on [0, 1). */
export const readUniforms = (random: RandomSource, stream: number): (() => number) =>
  readOn((count, start) => random.uniforms(stream, count, start));

/** Classes drawn with these probabilities, one after the other. */
export function readClasses(random: RandomSource, stream: number, probabilities: Float64Array): () => number {
  const table = createAliasTable(probabilities);
  return readOn((count, start) => random.categories(stream, table, count, start));
}

function readOn(draw: (count: number, start: number) => ArrayLike<number>): () => number {
  let numbers: ArrayLike<number> = [];
  let start = 0;
  let next = 0;
  return () => {
    if (next === numbers.length) {
      start += next;
      numbers = draw(4096, start);
      next = 0;
    }
    return numbers[next++] as number;
  };
}
