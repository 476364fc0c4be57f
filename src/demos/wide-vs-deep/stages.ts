import { createKeeper } from "../../gpu/keeper";
import { createLanes } from "../../gpu/lanes";
import { createTraining } from "../../gpu/training";
import { findLinearPieces } from "../../math/linearPieces";
import { drawNetworks, type NetworkShape, predict } from "../../math/network";
import { quantileOf } from "../../math/orderStatistics";
import { createRandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { countActivationPatterns, findActive, type Line } from "./arrangement";
import { foldingNetwork, zigzagNetwork } from "./exactNetworks";
import { countWrong, fewestWrongByProgramme, mostRuns } from "./labels";
import type { ExactNetwork, Measured, Trained } from "./measured";
import { deepShape, equalUnits, leakySlope, pointsOf, type Settings, shallowShape, targetsOf } from "./settings";

/** What is drawn from the seed, each from a stream of its own. */
const streams = { lines: 0, deep: 1, shallow: 2, order: 3 };

const learningRate = 0.01;
/** Points of a training step; where there are more, they are dealt into batches once and for all. */
const batchSize = 64;
const mostFolds = 10;

/** Networks whose weights are written down: their pieces, their labels, and what theory says of them. */
export async function* measureExact(settings: Settings, seed: number, measured: Measured): Stage {
  const { folds } = settings;
  for (let k = 1; k <= mostFolds; k++) {
    const deep = findLinearPieces(deepShape(k), foldingNetwork(k), 0, 1).length;
    const units = equalUnits(k);
    const shallow = findLinearPieces(shallowShape(units), zigzagNetwork(units, 2 ** k), 0, 1).length;
    measured.pieces.push({ folds: k, deep, shallow });
    yield (0.5 * k) / mostFolds;
  }
  const units = equalUnits(folds);
  measured.exact = {
    deep: measureNetwork(deepShape(folds), foldingNetwork(folds), folds),
    shallow: measureNetwork(shallowShape(units), zigzagNetwork(units, 2 ** folds), folds),
    fewestWrong: fewestWrongByProgramme(2 ** folds, mostRuns(units)),
    unitsNeeded: findUnitsNeeded(folds),
    patterns: new Map([units, 10].map((count) => [count, countActivationPatterns(drawLines(count, seed))])),
  };
  yield 1;
}

const measureNetwork = (shape: NetworkShape, parameters: Float32Array, folds: number): ExactNetwork => ({
  parameters: parameters.length,
  pieces: findLinearPieces(shape, parameters, 0, 1),
  wrong: countWrong(predict(shape, parameters, pointsOf(folds))),
  active: findActive(
    shape,
    parameters,
    pointsOf(folds).map((x) => x + 0.5 / 2 ** folds),
  ),
});

/** The narrowest zigzag that gets every label right: more units never do worse. */
function findUnitsNeeded(folds: number): number {
  const points = pointsOf(folds);
  const isRight = (units: number) => {
    const parameters = zigzagNetwork(units, points.length);
    return countWrong(predict(shallowShape(units), parameters, points)) === 0;
  };
  // A unit for each point is always enough.
  let [tooFew, enough] = [0, points.length];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    [tooFew, enough] = isRight(middle) ? [tooFew, middle] : [middle, enough];
  }
  return enough;
}

const drawLines = (count: number, seed: number): Line[] => {
  const random = createRandomSource(seed);
  return Array.from({ length: count }, (_, i) => {
    const [a, b, c] = random.normals(streams.lines, 3, 3 * i);
    return [a, b, c] as unknown as Line;
  });
};

/** Both kinds of network in training, each as lanes of a kernel. */
function createTrainers({ tf, now, seed }: RunContext, settings: Settings) {
  const { folds, networks, initialisation, activation } = settings;
  const random = createRandomSource(seed);
  const [xs, targets] = [pointsOf(folds), targetsOf(settings)];
  const rows = Math.min(xs.length, batchSize);
  const order = random.permutation(streams.order, xs.length);
  const points = new Float32Array(4 * xs.length);
  order.forEach((i, at) => {
    points.set([xs[i] as number, targets[i] as number], 4 * at);
  });
  const leak = activation === "leaky" ? leakySlope : 0;
  const kept = createKeeper();
  const create = (shape: NetworkShape, stream: number) => {
    const training = createTraining(shape);
    const state = training.pack(drawNetworks(shape, networks, initialisation, random, stream));
    const lanes = kept.keep(
      createLanes(tf, training.kernel, {
        count: (state[0]?.length ?? 0) / 4,
        seed,
        stream,
        state,
        uniforms: { rows, batches: xs.length / rows, learningRate },
        tables: { points },
        now,
      }),
    );
    const trained: Trained = { shape, history: [], ends: [], best: [] };
    return { trained, lanes, read: async () => training.unpack(await lanes.read()) };
  };
  try {
    const deep = create(deepShape(folds, leak), streams.deep);
    const shallow = create(shallowShape(equalUnits(folds), leak), streams.shallow);
    return { deep, shallow, dispose: kept.dispose };
  } catch (error) {
    kept.dispose();
    throw error;
  }
}

/** Both kinds by Adam, from many starts at once. */
export async function* train(context: RunContext, settings: Settings, measured: Measured): Stage {
  const { deep, shallow, dispose } = createTrainers(context, settings);
  try {
    measured.deep = deep.trained;
    measured.shallow = shallow.trained;
    const every = Math.max(1, Math.round(settings.steps / 40));
    for (let steps = 0; ; ) {
      for (const { trained, read } of [deep, shallow]) {
        recordErrors(settings, trained, steps, await read());
      }
      if (steps === settings.steps) {
        return;
      }
      const next = Math.min(settings.steps, steps + every);
      for (const { lanes } of [deep, shallow]) {
        while (lanes.steps < next) {
          lanes.advance(Math.min(lanes.pace, next - lanes.steps));
          yield (deep.lanes.steps + shallow.lanes.steps) / (2 * settings.steps);
        }
      }
      steps = next;
    }
  } finally {
    dispose();
  }
}

function recordErrors(settings: Settings, trained: Trained, steps: number, networks: readonly Float32Array[]): void {
  const { shape, history } = trained;
  const [xs, targets] = [pointsOf(settings.folds), targetsOf(settings)];
  const found = networks.map((own) => {
    const outputs = predict(shape, own, xs);
    const error = outputs.reduce((sum, y, j) => sum + (y - (targets[j] as number)) ** 2, 0) / xs.length;
    return { own, error, wrong: countWrong(outputs) };
  });
  const errors = found.map(({ error }) => error);
  const sorted = Float64Array.from(errors).sort();
  const [least, low, median, high] = [0, 0.1, 0.5, 0.9].map((share) => quantileOf(sorted, share)) as [
    number,
    number,
    number,
    number,
  ];
  history.push({ steps, low, median, high, least });
  trained.best = findLinearPieces(shape, found[errors.indexOf(least)]?.own ?? [], 0, 1);
  if (steps === settings.steps) {
    trained.ends = found.map(({ own, error, wrong }) => {
      return { error, wrong, pieces: findLinearPieces(shape, own, 0, 1).length };
    });
  }
}

/** A taste of the training, for the choice of what computes: steps of Adam, of both kinds. */
export async function* trainEndlessly(context: RunContext, settings: Settings): AsyncGenerator<number, void> {
  const { deep, shallow, dispose } = createTrainers(context, settings);
  try {
    for (;;) {
      for (const { lanes } of [deep, shallow]) {
        const steps = Math.ceil(lanes.pace / 2);
        lanes.advance(steps);
        yield steps;
      }
    }
  } finally {
    dispose();
  }
}
