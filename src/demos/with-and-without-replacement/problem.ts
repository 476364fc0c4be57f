import { type PopulationMoments, populationMoments } from "../../math/finitePopulation";
import { createRandomSource, type RandomSource } from "../../math/random";
import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  /** Items of the population: N. */
  items: number;
  /** Items of a sample: n. */
  draws: number;
  shape: "normal" | "lognormal" | "uniform" | "rare";
  /** Samples drawn each way: R. */
  replicates: number;
}

/** The controls' values, typed; a sample without replacement can not be larger than its population. */
export function readSettings(params: RunContext["params"]): Settings {
  const settings = params as unknown as Settings;
  return { ...settings, draws: Math.min(settings.draws, settings.items) };
}

/** What is drawn from the seed, each from a stream of its own. */
export const streams = { population: 0, data: 1, epochDraws: 2, reshuffle: 1000 };

/** A population, and the data that a bootstrap has of it. */
export interface Problem {
  settings: Settings;
  /** Whole numbers of at most 3000, so that float32 adds up 5000 of them without error; the largest first. */
  population: Float32Array;
  moments: PopulationMoments;
  /** The first so many items are marked: the largest tenth. */
  marked: number;
  /** Moments of the population of zeros and ones that says which items are marked. */
  markedMoments: PopulationMoments;
  /** `draws` items of the population, drawn once without replacement. */
  data: Float32Array;
  dataMoments: PopulationMoments;
  random: RandomSource;
}

/** Draws what belongs to a seed. */
export function drawProblem(settings: Settings, seed: number): Problem {
  const { items, draws } = settings;
  const random = createRandomSource(seed);
  const population = drawPopulation(settings, random).sort((a, b) => b - a);
  const marked = Math.round(items / 10);
  const order = random.permutation(streams.data, items);
  const data = Float32Array.from({ length: draws }, (_, i) => population[order[i] as number] as number);
  return {
    settings,
    population,
    moments: populationMoments(population),
    marked,
    markedMoments: populationMoments(Array.from(population, (_, i) => (i < marked ? 1 : 0))),
    data,
    dataMoments: populationMoments(data),
    random,
  };
}

function drawPopulation({ items, shape }: Settings, random: RandomSource): Float32Array {
  switch (shape) {
    case "normal":
      return whole(random.normals(streams.population, items), (z) => 1000 + 250 * z);
    case "lognormal":
      return whole(random.normals(streams.population, items), (z) => 80 * Math.exp(z));
    case "uniform":
      return whole(random.uniforms(streams.population, items), (u) => 2000 * u);
    case "rare":
      return Float32Array.from({ length: items }, (_, i) => (i < Math.round(items / 10) ? 1000 : 0));
    default:
      return shape satisfies never;
  }
}

const whole = (drawn: Float64Array, value: (drawn: number) => number) =>
  Float32Array.from(drawn, (one) => Math.min(3000, Math.max(0, Math.round(value(one)))));
