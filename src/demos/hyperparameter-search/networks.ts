import { createLanes, type Lanes } from "../../gpu/lanes";
import { createPopulation } from "../../gpu/population";
import { createRandomSource, type RandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import type { Draws } from "./draws";
import { chanceOfHit } from "./exact";
import { planBrackets } from "./hyperband";
import type { Landscape, Trial } from "./landscape";
import { fullResource, type Settings, topShare } from "./settings";

/** The settings of the table: 10 learning rates, 5 widths, 4 weight decays; the last index changes fastest. */
const learningRates = Array.from({ length: 10 }, (_, i) => 0.003 * 10 ** (i / 3));
const widths = [1, 2, 3, 5, 7];
const weightDecays = [0, 1e-4, 1e-3, 1e-2];
const axes = [learningRates, widths, weightDecays];
const cells = axes.reduce((product, { length }) => product * length, 1);
/** Networks of each setting, which start from other weights. */
const starts = 2;
const lanesInAll = cells * starts;

/** A unit of resource, in steps of gradient descent. */
const unit = 10;
const trainingRows = 200;
/** All the examples that there are to validate and test with. */
const worldRows = 1000;
/** Examples of a validation set, and of a test set. */
const heldOut = 100;
const flipped = 0.1;
const population = createPopulation({ layers: [2, 7, 1], output: "logistic", batch: 10 });
const streams = { points: 0xf0000000, flips: 0xf0000001, weights: 0xf0000002 };

/** Rows (x, y, 0, label): inside a ring or not, for points of the square [-1, 1]², and some labels flipped. */
function drawExamples(random: RandomSource, rows: number, from: number): Float32Array {
  const places = random.uniforms(streams.points, 2 * rows, 2 * from);
  const flips = random.uniforms(streams.flips, rows, from);
  const examples = new Float32Array(4 * rows);
  for (let i = 0; i < rows; i++) {
    const x = 2 * (places[2 * i] as number) - 1;
    const y = 2 * (places[2 * i + 1] as number) - 1;
    const inside = x * x + y * y < 2 / Math.PI;
    const wrong = (flips[i] as number) < flipped;
    examples.set([x, y, 0, Number(inside !== wrong)], 4 * i);
  }
  return examples;
}

/** Which value of an axis a setting has. */
const valueAt = (cell: number, axis: number): number => {
  const stride = axes.slice(axis + 1).reduce((product, { length }) => product * length, 1);
  const values = axes[axis] as number[];
  return values[Math.floor(cell / stride) % values.length] as number;
};

/** All networks of the table at the start, narrower ones among wider ones: unused units have weights 0, and keep them. */
function createNetworks({ tf: lib, seed, now }: RunContext): Lanes {
  const random = createRandomSource(seed);
  const { parameters, scales } = population;
  const widest = Math.max(...widths);
  const networks = new Float64Array(lanesInAll * parameters);
  const rates = new Float32Array(4 * lanesInAll);
  for (let lane = 0; lane < lanesInAll; lane++) {
    const cell = Math.floor(lane / starts);
    const width = valueAt(cell, 1);
    const drawn = random.normals(streams.weights, parameters, lane * parameters);
    for (let i = 0; i < parameters; i++) {
      // Three parameters for each hidden unit, then the output's weight for each, then its bias.
      const hidden = i < 3 * widest ? Math.floor(i / 3) : i - 3 * widest;
      const used = hidden < width || i === parameters - 1;
      networks[lane * parameters + i] = used ? (drawn[i] as number) * (scales[i] as number) : 0;
    }
    rates.set([valueAt(cell, 0), valueAt(cell, 2)], 4 * lane);
  }
  return createLanes(lib, population.kernel, {
    count: lanesInAll,
    seed: seed >>> 0,
    stream: 0,
    state: population.pack(networks),
    tables: { examples: drawExamples(random, trainingRows, 0), rates },
    uniforms: { rows: trainingRows, lanesPerSet: lanesInAll },
    now,
  });
}

/** The heaviest work of the demo, for the choice of what computes it: yields gradient steps of a network. */
export async function* trainForever(context: RunContext): AsyncGenerator<number, void> {
  const lanes = createNetworks(context);
  try {
    for (;;) {
      const steps = lanes.pace;
      lanes.advance(steps);
      yield steps * lanesInAll;
    }
  } finally {
    lanes.dispose();
  }
}

/**
 * A landscape that is a table: every setting is trained, all in one population, and what each network gets wrong is kept
 * for each resource that Hyperband asks for. Searches then look up what they would have trained.
 */
export async function* trainTable(context: RunContext, settings: Settings): AsyncGenerator<number, Landscape> {
  const bracket = planBrackets(settings.eta)[0] ?? [];
  const checkpoints = bracket.map(({ resource }) => Math.round(unit * resource));
  const world = drawExamples(createRandomSource(context.seed), worldRows, trainingRows);
  /** For each checkpoint [lanes, worldRows], 1 where a network is wrong. */
  const wrong: Uint8Array[] = [];
  const lanes = createNetworks(context);
  try {
    for (const checkpoint of checkpoints) {
      while (lanes.steps < checkpoint) {
        lanes.advance(Math.min(lanes.pace, checkpoint - lanes.steps));
        yield (0.8 * lanes.steps) / (unit * fullResource);
      }
      const state = await Promise.all(lanes.state.map((_, v) => lanes.read(v)));
      const mistakes = new Uint8Array(lanesInAll * worldRows);
      for (let lane = 0; lane < lanesInAll; lane++) {
        markMistakes(population.networkOf(state, lane), world, mistakes, lane * worldRows);
        if (lane % 16 === 0) {
          yield (0.8 * lanes.steps) / (unit * fullResource);
        }
      }
      wrong.push(mistakes);
    }
  } finally {
    lanes.dispose();
  }
  return createTable(wrong, checkpoints);
}

function markMistakes(network: Float64Array, world: Float32Array, mistakes: Uint8Array, at: number): void {
  for (let i = 0; i < worldRows; i++) {
    const logOdds = population.predict(network, world.subarray(4 * i, 4 * i + 2));
    mistakes[at + i] = Number(logOdds > 0 !== (world[4 * i + 3] === 1));
  }
}

function createTable(wrong: readonly Uint8Array[], checkpoints: readonly number[]): Landscape {
  const last = wrong[wrong.length - 1] as Uint8Array;
  const errorOf = (lane: number) => {
    const mistakes = last.subarray(lane * worldRows, (lane + 1) * worldRows);
    return mistakes.reduce((sum, one) => sum + one, 0) / worldRows;
  };
  const errors = Float64Array.from({ length: lanesInAll }, (_, lane) => errorOf(lane));
  // A setting is as good as its networks on average.
  const means = Float64Array.from({ length: cells }, (_, cell) => {
    return errors.subarray(cell * starts, (cell + 1) * starts).reduce((sum, error) => sum + error, 0) / starts;
  });
  const least = Math.min(...means);
  const regrets = means.map((mean) => mean - least);
  const sorted = regrets.slice().sort();
  const threshold = sorted[Math.round(topShare * cells) - 1] as number;
  const top = sorted.filter((regret) => regret <= threshold).length / cells;

  return {
    dimensions: axes.length,
    value: "Validation error",
    axes: ["Learning rate, 0.003 to 3 on a log scale", "Hidden units, 1 to 7"],
    top,
    noisy: true,
    errors: { best: least, law: flipped },
    referenceSize: Number.POSITIVE_INFINITY,
    quantileOfBest: (trials) => {
      // The share strictly below the best, for each value that the best can have.
      let mean = 0;
      let square = 0;
      for (let i = 0; i < cells; ) {
        let next = i;
        while (sorted[next] === sorted[i]) {
          next++;
        }
        const chance = (1 - i / cells) ** trials - (1 - next / cells) ** trials;
        mean += (chance * i) / cells;
        square += chance * (i / cells) ** 2;
        i = next;
      }
      return { mean, variance: square - mean * mean };
    },
    bestOfRandom: (trials, probability) => {
      const place = sorted.findIndex((_, i) => chanceOfHit((i + 1) / cells, trials) >= probability);
      return sorted[place] as number;
    },
    place: (draws) => {
      const validation = drawRows(draws);
      return {
        regretAt: (point) => regrets[cellOf(point)] as number,
        isTop: (point) => (regrets[cellOf(point)] as number) <= threshold,
        start: (point): Trial => {
          const lane = cellOf(point) * starts + Math.floor(draws.uniform() * starts);
          const shareWrong = (checkpoint: number, rows: readonly number[]) => {
            const mistakes = wrong[checkpoint] as Uint8Array;
            return rows.reduce((sum, row) => sum + (mistakes[lane * worldRows + row] as number), 0) / heldOut;
          };
          const truth = errors[lane] as number;
          return {
            observe: (share) => {
              // Checkpoints are whole steps, and many steps apart.
              const steps = share * fullResource * unit - 1;
              return shareWrong(
                checkpoints.findIndex((checkpoint) => checkpoint >= steps),
                validation,
              );
            },
            retest: () => shareWrong(checkpoints.length - 1, drawRows(draws)),
            truth,
            variance: (truth * (1 - truth)) / heldOut,
          };
        },
      };
    },
  };
}

/** The setting whose part of the cube a point lies in. */
const cellOf = (point: ArrayLike<number>): number =>
  axes.reduce(
    (cell, { length }, axis) => cell * length + Math.min(length - 1, Math.floor((point[axis] as number) * length)),
    0,
  );

/** The examples of a validation or test set, each drawn from all there are. */
const drawRows = (draws: Draws): number[] =>
  Array.from({ length: heldOut }, () => Math.floor(draws.uniform() * worldRows));
