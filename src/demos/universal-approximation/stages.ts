import { createKeeper } from "../../gpu/keeper";
import { createLanes } from "../../gpu/lanes";
import { randomNeurons } from "../../gpu/randomNeurons";
import { createTraining } from "../../gpu/training";
import { findLinearPieces } from "../../math/linearPieces";
import { countParameters, drawNetworks, type NetworkShape, predict } from "../../math/network";
import { createRandomSource } from "../../math/random";
import { floatFormats } from "../../math/rounding";
import type { RunContext } from "../demo";
import { between, type Stage } from "../stages";
import { estimateWidth, samplePoints } from "./estimation";
import { boundRounding, evaluate, interpolate, measureErrors, measureFolded, roundParameters } from "./interpolant";
import type { EqualPieces, Measured, Neurons, Trained } from "./measured";
import { fittedWidths, type Settings, widestTrained, widths } from "./settings";
import { type Target, targets } from "./targets";

/** What is drawn from the seed, each from a stream of its own; inputs and neurons have one for each dimension. */
const streams = { training: 0, test: 1, start: 2, inputs: 100, neurons: 200 };

/** E relu(w · x) for |x| = 1 and standard normal w. */
export const neuronMean = 1 / Math.sqrt(2 * Math.PI);
/** Points at which low precision is tried: the odd multiples of 2^-11, which float16 has, and which no kink meets. */
const trialPoints = Float64Array.from({ length: 1024 }, (_, i) => (2 * i + 1) / 2048);
const networksOfWidth = 8;
const learningRate = 0.01;
const trainingPoints = 64;

const trainedWidths = widths.filter((width) => width <= widestTrained);

/** Networks that are written down, and the arithmetic that they are evaluated in. */
export async function* measureEqualPieces(settings: Settings, measured: Measured): Stage {
  for (const [i, width] of widths.entries()) {
    // Wide networks take nearly all of the time.
    const [from, to] = [width / 2048, width / 1024];
    measured.equal.push(yield* between(from, (from + to) / 2, measureWidth(settings, width)));
    measured.stepLargest.push(measureExactly(targets.step, width).largest);
    if (i === settings.doublings) {
      measured.square = measureExactly(targets.square, width);
    }
    yield to;
  }
  measured.folded = [1, 2, 3, 4, 5, 6].map((folds) => ({ folds, ...measureFolded(targets.square, folds) }));
}

function measureExactly(target: Target, width: number): { mse: number; largest: number } {
  const interpolant = interpolate(target, width);
  return measureErrors(target, width, (x) => evaluate(interpolant, x, floatFormats.float64));
}

function* measureWidth({ precision, target: name }: Settings, width: number): Generator<number, EqualPieces> {
  const target = targets[name];
  const interpolant = interpolate(target, width);
  const format = floatFormats[precision];
  const rounded = roundParameters(interpolant, format);
  let [arithmetic, shareOfBound] = [0, 0];
  for (const [i, x] of trialPoints.entries()) {
    const change = evaluate(rounded, x, format) - evaluate(interpolant, x, floatFormats.float64);
    arithmetic += change ** 2 / trialPoints.length;
    if (change !== 0) {
      shareOfBound = Math.max(shareOfBound, Math.abs(change) / boundRounding(interpolant, x, format));
    }
    if (i % 64 === 63) {
      yield i / trialPoints.length;
    }
  }
  return { width, ...measureExactly(target, width), arithmetic, shareOfBound };
}

/** Networks with frozen kinks, fitted to noisy samples. */
export async function* estimate(settings: Settings, seed: number, measured: Measured): Stage {
  const random = createRandomSource(seed);
  const fitted = fittedWidths(settings);
  for (const [i, width] of fitted.entries()) {
    const work = estimateWidth(settings, targets[settings.target], width, random, streams);
    measured.estimations.push(yield* between(i / fitted.length, (i + 1) / fitted.length, work));
  }
}

/** Averages of more and more random neurons, in two dimensions and in the chosen one. */
export async function* averageNeurons(context: RunContext, settings: Settings, measured: Measured): Stage {
  const dimensions = [...new Set([2, settings.dimension])];
  for (const [i, dimension] of dimensions.entries()) {
    const lanes = createNeurons(context, settings, dimension);
    try {
      const neurons: Neurons = { dimension, squares: [] };
      measured.neurons.push(neurons);
      for (const width of widths) {
        while (lanes.steps < width) {
          lanes.advance(Math.min(lanes.pace, width - lanes.steps));
          yield (i + lanes.steps / 1024) / dimensions.length;
        }
        const sums = (await lanes.read()).filter((_, k) => k % 4 === 0);
        neurons.squares.push(Float64Array.from(sums, (sum) => (sum / width - neuronMean) ** 2));
      }
    } finally {
      lanes.dispose();
    }
  }
}

function createNeurons({ tf, now, seed }: RunContext, { replicates }: Settings, dimension: number) {
  const blocks = Math.ceil(dimension / 4);
  const numbers = createRandomSource(seed).normals(streams.inputs + dimension, replicates * dimension);
  const inputs = new Float32Array(4 * blocks * replicates);
  for (let lane = 0; lane < replicates; lane++) {
    // Any direction, equally likely.
    const x = numbers.subarray(lane * dimension, (lane + 1) * dimension);
    const length = Math.hypot(...x);
    inputs.set(
      x.map((value) => value / length),
      4 * blocks * lane,
    );
  }
  return createLanes(tf, randomNeurons, {
    count: replicates,
    seed,
    stream: streams.neurons + dimension,
    uniforms: { blocks },
    tables: { inputs },
    now,
  });
}

/** All networks have the width of the widest: units beyond a network's own start at 0, where they have no gradient. */
const shape: NetworkShape = { widths: [1, widestTrained, 1], leak: 0 };

/** Parameters of `networksOfWidth` networks of each width, the narrowest first. */
function drawStarts(seed: number): Float32Array {
  const random = createRandomSource(seed);
  const size = countParameters(shape);
  const packed = new Float32Array(trainedWidths.length * networksOfWidth * size);
  trainedWidths.forEach((width, i) => {
    const own: NetworkShape = { widths: [1, width, 1], leak: 0 };
    const drawn = drawNetworks(own, networksOfWidth, "uniform", random, streams.start + 1000 * i);
    const ownSize = countParameters(own);
    for (let network = 0; network < networksOfWidth; network++) {
      const parameters = drawn.subarray(network * ownSize, (network + 1) * ownSize);
      const at = (i * networksOfWidth + network) * size;
      packed.set(parameters.subarray(0, 2 * width), at);
      packed.set(parameters.subarray(2 * width, 3 * width), at + 2 * widestTrained);
      packed.set(parameters.subarray(3 * width), at + 3 * widestTrained);
    }
  });
  return packed;
}

function createTrainer({ tf, now, seed }: RunContext, settings: Settings) {
  const training = createTraining(shape);
  const state = training.pack(drawStarts(seed));
  const target = targets[settings.target];
  const points = new Float32Array(4 * trainingPoints);
  samplePoints(trainingPoints).forEach((x, i) => {
    points.set([x, target.at(x)], 4 * i);
  });
  const lanes = createLanes(tf, training.kernel, {
    count: (state[0]?.length ?? 0) / 4,
    seed,
    stream: 0,
    state,
    uniforms: { rows: trainingPoints, batches: 1, learningRate },
    tables: { points },
    now,
  });
  return { lanes, read: async () => training.unpack(await lanes.read()) };
}

/** Networks of widths 1 to 16 by Adam, on points without noise. */
export async function* train(context: RunContext, settings: Settings, measured: Measured): Stage {
  const { lanes, read } = createTrainer(context, settings);
  try {
    measured.trained = trainedWidths.map((width) => ({ width, start: [], now: [], best: [] }));
    const every = Math.max(1, Math.round(settings.steps / 20));
    for (let next = 0; ; next = Math.min(settings.steps, next + every)) {
      while (lanes.steps < next) {
        lanes.advance(Math.min(lanes.pace, next - lanes.steps));
        yield lanes.steps / settings.steps;
      }
      record(targets[settings.target], await read(), measured.trained);
      if (next === settings.steps) {
        return;
      }
    }
  } finally {
    lanes.dispose();
  }
}

function record(target: Target, networks: readonly Float32Array[], trained: Trained[]): void {
  trained.forEach((of, i) => {
    const own = networks.slice(i * networksOfWidth, (i + 1) * networksOfWidth);
    of.now = own.map((network) => {
      const outputs = predict(shape, network, trialPoints);
      return outputs.reduce((sum, y, j) => sum + (y - target.at(trialPoints[j] as number)) ** 2, 0) / outputs.length;
    });
    if (of.start.length === 0) {
      of.start = of.now;
    }
    of.best = findLinearPieces(shape, own[of.now.indexOf(Math.min(...of.now))] ?? [], 0, 1);
  });
}

/** A taste of the kernels' work, for the choice of what computes: neurons and training in turn, in steps of each. */
export async function* computeEndlessly(context: RunContext, settings: Settings): AsyncGenerator<number, void> {
  const kept = createKeeper();
  try {
    const neurons = kept.keep(createNeurons(context, settings, settings.dimension));
    const { lanes: training } = createTrainer(context, settings);
    kept.keep(training);
    for (;;) {
      for (const lanes of [neurons, training]) {
        const steps = Math.ceil(lanes.pace / 2);
        lanes.advance(steps);
        yield steps;
      }
    }
  } finally {
    kept.dispose();
  }
}
