import { createAliasSampler, divergence, softmax } from "../../math/candidateSampler";
import { createCandidateDraws } from "../../math/drawCandidates";
import type { RunContext } from "../demo";
import { between, type Stage } from "../stages";
import { dimensions } from "./gradients";
import type { Measured, Training } from "./measured";
import { type Problem, readUniforms, streams } from "./problem";

const contexts = 16;
/** So many contexts are looked at when the divergence is measured. */
const judged = 4;
const learningRate = 0.5;
/** Multiplications of a training, for each random draw of a measurement. */
const workPerDraw = 200;

/** Contexts with known vectors, and what the classes' probabilities are in each. */
export interface World {
  vectors: Float64Array[];
  truths: Float64Array[];
}

/** A bias and a vector for each class. */
export interface Model {
  biases: Float64Array;
  vectors: Float64Array;
}

/** Learns from an example: a context and its class. */
type Learner = (context: Float64Array, label: number) => void;

/**
 * Trains class embeddings by stochastic gradient descent with the full softmax, with the sampled one, and with the sampled
 * one without its correction: with as many multiplications each. All in plain arrays, and in place: a sampled step touches
 * the rows of its candidates alone.
 */
export async function* train(problem: Problem, now: RunContext["now"], measured: Measured): Stage {
  const world = createWorld(problem);
  const { classes, candidates, draws } = problem.settings;
  const perClass = 2 * (dimensions + 1);
  const examplesFor = (scored: number) => Math.max(50, Math.round((workPerDraw * draws) / (perClass * scored)));
  const correction = problem.expected.map((count) => -Math.log(count));
  const without = new Float64Array(classes);
  const plans = [
    { label: "Full softmax", scored: classes, create: learnFully },
    {
      label: "Sampled softmax",
      scored: candidates + 1,
      create: (model: Model) => learnFromCandidates(problem, model, correction, 0),
    },
    {
      label: "Sampled, without −log Q",
      scored: candidates + 1,
      create: (model: Model) => learnFromCandidates(problem, model, without, 1),
    },
  ];
  for (const [at, { label, scored, create }] of plans.entries()) {
    const model = { biases: new Float64Array(classes), vectors: new Float64Array(classes * dimensions) };
    const training: Training = { label, examples: 0, milliseconds: 0, path: [] };
    measured.trainings.push(training);
    const plan = { examples: examplesFor(scored), rest: Math.max(1, Math.round(60_000 / scored)) };
    yield* between(at / 3, (at + 1) / 3, follow(problem, world, model, create(model), plan, now, training));
  }
}

export function createWorld({ settings, logTruth, random }: Problem): World {
  const own = random.normals(streams.trainVectors, settings.classes * dimensions);
  const scale = 1 / Math.sqrt(dimensions);
  const vectors = Array.from({ length: contexts }, (_, x) =>
    random.normals(streams.trainContexts, dimensions, x * dimensions).map((value) => scale * value),
  );
  return {
    vectors,
    truths: vectors.map((context) => softmax(scoreAll({ biases: logTruth, vectors: own }, context))),
  };
}

/** Goes through the examples of a plan, and measures time and divergence on the way. */
async function* follow(
  { random }: Problem,
  world: World,
  model: Model,
  learn: Learner,
  plan: { examples: number; rest: number },
  now: RunContext["now"],
  training: Training,
): Stage {
  const samplers = world.truths.map(createAliasSampler);
  const read = readUniforms(random, streams.training);
  const note = () => {
    const { examples, milliseconds } = training;
    training.path.push({ examples, milliseconds, divergence: judge(world, model) });
  };
  note();
  while (training.examples < plan.examples) {
    // Twelve looks, each after twice as many examples as the one before.
    const next = plan.examples / 2 ** Math.max(0, Math.ceil(Math.log2(plan.examples / (training.examples + 1))) - 1);
    const until = Math.min(training.examples + plan.rest, Math.max(training.examples + 1, Math.ceil(next)));
    const began = now();
    for (; training.examples < until; training.examples++) {
      const x = Math.floor(read() * contexts);
      learn(world.vectors[x] as Float64Array, (samplers[x] as (typeof samplers)[0]).pick(read()));
    }
    training.milliseconds += now() - began;
    if (until === Math.ceil(next)) {
      note();
    }
    yield training.examples / plan.examples;
  }
}

/** KL(true‖model), in the mean over some contexts. */
export function judge({ vectors, truths }: World, model: Model): number {
  let sum = 0;
  for (let x = 0; x < judged; x++) {
    const context = vectors[x] as Float64Array;
    sum += divergence(truths[x] as Float64Array, softmax(scoreAll(model, context))) / judged;
  }
  return sum;
}

const scoreAll = (model: Model, context: Float64Array) => model.biases.map((_, i) => score(model, i, context));

/** The logit of a class. */
function score({ biases, vectors }: Model, i: number, context: Float64Array): number {
  const width = context.length;
  let sum = biases[i] as number;
  for (let d = 0; d < width; d++) {
    sum += (vectors[i * width + d] as number) * (context[d] as number);
  }
  return sum;
}

/** A step of all classes: each has a share in the softmax. */
function learnFully(model: Model): Learner {
  const shares = new Float64Array(model.biases.length);
  return (context, label) => {
    let sum = 0;
    for (let i = 0; i < shares.length; i++) {
      const share = Math.exp(score(model, i, context));
      shares[i] = share;
      sum += share;
    }
    for (let i = 0; i < shares.length; i++) {
      move(model, i, context, (shares[i] as number) / sum - (i === label ? 1 : 0));
    }
  };
}

/** A step of the true class and its candidates, with what is added to their logits. */
function learnFromCandidates(
  { sampler, scheme, random }: Problem,
  model: Model,
  added: Float64Array,
  which: number,
): Learner {
  const draw = createCandidateDraws(scheme, sampler, readUniforms(random, streams.training + 1 + which));
  const weigh = (i: number, context: Float64Array) => Math.exp(score(model, i, context) + (added[i] as number));
  const weights: number[] = [];
  return (context, label) => {
    const candidates = draw(label);
    const own = weigh(label, context);
    let sum = own;
    weights.length = 0;
    for (const candidate of candidates) {
      const weight = weigh(candidate, context);
      weights.push(weight);
      sum += weight;
    }
    candidates.forEach((candidate, i) => {
      move(model, candidate, context, (weights[i] as number) / sum);
    });
    move(model, label, context, own / sum - 1);
  };
}

/** Gradient descent in place, of one class: `slope` is the derivative of the loss in its logit. */
function move({ biases, vectors }: Model, i: number, context: Float64Array, slope: number): void {
  const width = context.length;
  const step = learningRate * slope;
  biases[i] = (biases[i] as number) - step;
  for (let d = 0; d < width; d++) {
    const at = i * width + d;
    vectors[at] = (vectors[at] as number) - step * (context[d] as number);
  }
}

/** How many times as fast an example is learned from with the sampled softmax as with the full one. */
export function speedUp({ trainings: [full, sampled] }: Measured): number | undefined {
  return full && sampled && sampled.milliseconds > 0
    ? full.milliseconds / full.examples / (sampled.milliseconds / sampled.examples)
    : undefined;
}
