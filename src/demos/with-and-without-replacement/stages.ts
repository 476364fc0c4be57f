import type * as tf from "@tensorflow/tfjs-core";
import { bootstrap } from "../../gpu/bootstrap";
import { createLanes } from "../../gpu/lanes";
import { drawWithoutReplacement, drawWithReplacement } from "../../gpu/urn";
import { between, type Stage } from "../stages";
import { birthdayGroup, daysOfYear, type Epochs, type Measured, otherSizes, type Resampled } from "./measured";
import { type Problem, streams } from "./problem";

/** What stages compute with. */
export interface Means {
  lib: typeof tf;
  seed: number;
  now(): number;
}

/** Many samples of one size, drawn one way. */
export interface Plan {
  draws: number;
  replacing: boolean;
  replicates: number;
  stream: number;
}

/** Draws of all samples of a plan: the work. */
export const workOf = ({ draws, replacing, replicates }: Plan, { settings }: Problem): number =>
  replicates * (replacing ? draws : settings.items);

/** Makes the lanes of a plan, and says after how many steps their samples are whole. */
export function createUrn({ lib, seed, now }: Means, problem: Problem, plan: Plan) {
  const { draws, replacing, replicates, stream } = plan;
  const size = problem.settings.items;
  const lanes = createLanes(lib, replacing ? drawWithReplacement : drawWithoutReplacement, {
    count: replicates,
    seed,
    stream,
    uniforms: { size, draws, marked: problem.marked },
    tables: { population: padToVectors(problem.population) },
    now,
  });
  return { lanes, steps: Math.ceil((replacing ? draws : size) / 4) };
}

/** Draws samples, one a lane, and measures their means. */
export async function* drawSamples(means: Means, problem: Problem, plan: Plan, measured: Measured): Stage {
  const { draws, replacing, replicates } = plan;
  const { moments, markedMoments } = problem;
  const { lanes, steps } = createUrn(means, problem, plan);
  try {
    while (lanes.steps < steps) {
      lanes.advance(Math.min(lanes.pace, steps - lanes.steps));
      yield lanes.steps / (steps + 1);
    }
    const states = await lanes.read();
    const found = new Float64Array(replicates);
    let [sum, squares, markedSquares] = [0, 0, 0];
    for (let i = 0; i < replicates; i++) {
      const mean = (states[4 * i] as number) / draws;
      found[i] = mean;
      // Of whole numbers, without error: samples of the whole population have its very mean.
      sum += states[4 * i] as number;
      squares += (mean - moments.mean) ** 2;
      markedSquares += ((states[4 * i + 2] as number) - draws * markedMoments.mean) ** 2;
    }
    measured.samples.push({
      draws,
      replacing,
      replicates,
      mean: sum / (replicates * draws),
      variance: squares / replicates,
      markedVariance: markedSquares / replicates,
      means: found,
    });
  } finally {
    lanes.dispose();
  }
}

/** Resamples the data with replacement: how their means vary, and how many distinct items they and some others have. */
export async function* resampleData(means: Means, { settings, data, dataMoments }: Problem, measured: Measured): Stage {
  const { draws, replicates } = settings;
  const found: Resampled = { replicates: 0, distinct: new Float64Array(draws + 1), variance: 0 };
  let squares = 0;
  const plan = { values: data, draws, replicates, stream: 100 };
  const resamples = resample(means, plan, (sum, distinct) => {
    found.replicates++;
    found.distinct[distinct] = (found.distinct[distinct] as number) + 1;
    squares += (sum / draws - dataMoments.mean) ** 2;
  });
  yield* between(0, 0.7, resamples);
  measured.resamples = { ...found, variance: squares / found.replicates };
  const sizes = otherSizes.filter((size) => size !== draws);
  for (const [i, size] of sizes.entries()) {
    const other = { size, replicates: 0, distinct: 0 };
    const few = {
      values: new Float32Array(size),
      draws: size,
      replicates: Math.max(200, replicates / 50),
      stream: 102 + i,
    };
    const counted = resample(means, few, (_, distinct) => {
      other.replicates++;
      other.distinct += distinct;
    });
    yield* between(0.7 + (0.3 * i) / sizes.length, 0.7 + (0.3 * (i + 1)) / sizes.length, counted);
    measured.otherSizes = [...(measured.otherSizes ?? []), other];
  }
}

/** Draws birthdays of groups of people: how often two fall on one day. */
export async function* drawBirthdays(means: Means, { settings }: Problem, measured: Measured): Stage {
  const found = { groups: 0, shared: 0 };
  const plan = {
    values: new Float32Array(daysOfYear),
    draws: birthdayGroup,
    replicates: settings.replicates,
    stream: 101,
  };
  yield* resample(means, plan, (_, distinct) => {
    found.groups++;
    found.shared += distinct < birthdayGroup ? 1 : 0;
  });
  measured.birthdays = found;
}

/** Draws of a round of resamples, each round read back once. */
const roundDraws = 2 ** 20;

/** At least so many resamples; `see` is handed the sum and the number of distinct items of each. */
async function* resample(
  { lib, seed, now }: Means,
  { values, draws, replicates, stream }: { values: Float32Array; draws: number; replicates: number; stream: number },
  see: (sum: number, distinct: number) => void,
): Stage {
  const rounds = Math.ceil((replicates * draws) / roundDraws);
  const lanes = createLanes(lib, bootstrap, {
    count: Math.ceil(replicates / (4 * rounds)),
    seed,
    stream,
    uniforms: { size: values.length, draws },
    tables: { population: padToVectors(values) },
    now,
  });
  try {
    for (let round = 1; round <= rounds; round++) {
      // A lane keeps its last four resamples.
      while (lanes.steps < 4 * round) {
        lanes.advance(Math.min(lanes.pace, 4 * round - lanes.steps));
        yield lanes.steps / (4 * rounds + 1);
      }
      const sums = await lanes.read(0);
      const distincts = await lanes.read(1);
      for (let i = 0; i < sums.length; i++) {
        see(sums[i] as number, distincts[i] as number);
      }
    }
  } finally {
    lanes.dispose();
  }
}

/** Steps of gradient descent between two rests. */
const restEvery = 60_000;

/**
 * Epochs of stochastic gradient descent on the mean of ½(w - xᵢ)², step t of length 1/t, both ways: N draws with
 * replacement, and the N items in random order. Float64, in plain arrays: an order needs a list, which no lane has.
 */
export async function* descend({ settings, population, moments, random }: Problem, measured: Measured): Stage {
  const { items, replicates } = settings;
  const runs = Math.round(Math.max(500, Math.min(replicates / 50, 2e6 / items)));
  const steps = Array.from({ length: 20 }, (_, i) => Math.round((items * (i + 1)) / 20));
  const squares = { replacing: new Float64Array(steps.length), reshuffled: new Float64Array(steps.length) };
  let worst = 0;
  const follow = (order: ArrayLike<number>, into: Float64Array): number => {
    let weight = 0;
    for (let t = 1, next = 0; t <= items; t++) {
      weight -= (weight - (population[order[t - 1] as number] as number)) / t;
      if (t === steps[next]) {
        into[next] = (into[next] as number) + (weight - moments.mean) ** 2;
        next++;
      }
    }
    return weight - moments.mean;
  };
  for (let run = 0, since = 0; run < runs; run++) {
    const draws = random.uniforms(streams.epochDraws, items, run * items).map((u) => Math.floor(u * items));
    follow(draws, squares.replacing);
    const error = follow(random.permutation(streams.reshuffle + run, items), squares.reshuffled);
    worst = Math.max(worst, Math.abs(error));
    since += 2 * items;
    if (since >= restEvery) {
      since = 0;
      yield (run + 1) / runs;
    }
  }
  const mean = (sums: Float64Array) => sums.map((sum) => sum / runs);
  const epochs: Epochs = {
    runs,
    steps,
    replacing: mean(squares.replacing),
    reshuffled: mean(squares.reshuffled),
    worst,
  };
  measured.epochs = epochs;
}

/** A table has four floats an element. */
function padToVectors(values: Float32Array): Float32Array {
  const padded = new Float32Array(4 * Math.ceil(values.length / 4));
  padded.set(values);
  return padded;
}
