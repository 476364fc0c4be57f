import { createPopulation, type Population } from "../../gpu/population";
import { createRandomSource, type RandomSource } from "../../math/random";
import type { RunContext } from "../demo";

/** Where members of an ensemble differ. Identical ones share all; `everything` is own starts, rows and features. */
export type Diversity = "identical" | "starts" | "bootstrap" | "features" | "everything";

/** The values of the demo's controls. */
export interface Settings {
  diversity: Diversity;
  members: number;
  hidden: number;
  noise: number;
  examples: number;
  sets: number;
  /** Of the simulated predictions, which are normal numbers. */
  correlation: number;
  variance: number;
  /** How likely a simulated voter is right. */
  voter: number;
}

/** The controls' values, typed. */
export const readSettings = (params: RunContext["params"]): Settings => params as unknown as Settings;

export const features = 3;
/** Inputs at which predictions are compared. */
export const pointCount = 24;
/** Steps of gradient descent, and what they are like. */
export const training = { steps: 800, batch: 8, learningRate: 0.15 };
/** Numbers of voters that Condorcet's theorem is checked with, beside the chosen one. */
export const juries = [3, 5, 11, 21];

/** What is drawn from the seed, each from a stream of its own. */
export const streams = {
  points: 0,
  outcomes: 1,
  inputs: 2,
  noise: 3,
  starts: 4,
  rows: 5,
  subsets: 6,
  predictions: 7,
  votes: 8,
  coins: 9,
};

/** The true mean of y: no feature can stand in for another. */
export const truthAt = (x: ArrayLike<number>): number =>
  Math.sin(3 * (x[0] as number)) + Math.sin(3 * (x[1] as number)) + Math.sin(3 * (x[2] as number));

/** The architecture of all members. */
export const createMembers = ({ hidden }: Settings, output: "linear" | "logistic"): Population =>
  createPopulation({ layers: [features, hidden, 1], output, batch: training.batch });

/** The inputs at which predictions are compared, each uniform on [-1, 1]³. */
export function drawPoints(random: RandomSource): Float64Array[] {
  return Array.from({ length: pointCount }, (_, i) => drawInputs(random, streams.points, 1, i) as Float64Array);
}

const drawInputs = (random: RandomSource, stream: number, count: number, from: number) =>
  random.uniforms(stream, features * count, features * from).map((u) => 2 * u - 1);

/** What networks learn from: so many training sets, each for so many members. Lane i is member i mod members of set i / members. */
export interface Lessons {
  members: number;
  /** For the kernel: tables, and how many lanes share a set of rows. */
  examples: Float32Array;
  lanesPerSet: number;
  /** The parameters that lanes start from, one lane after the other. */
  starts: Float64Array;
  /** By lane, the feature that it never sees; none where it sees all. */
  unseen: (number | undefined)[];
}

/**
 * Draws training sets and starts. `target` makes of an outcome what is to be learned. Yields the share that is done, set by
 * set.
 */
export function* drawLessons(
  settings: Settings,
  seed: number,
  { sets, members, target }: { sets: number; members: number; target: (y: number) => number },
): Generator<number, Lessons> {
  const { diversity, examples: count, noise } = settings;
  const random = createRandomSource(seed);
  const { scales, parameters } = createMembers(settings, "linear");
  const owns = (what: Diversity) => diversity === what || diversity === "everything";
  const ownRows = owns("bootstrap") || owns("features");
  const copies = ownRows ? members : 1;
  const examples = new Float32Array(4 * sets * copies * count);
  const starts = new Float64Array(sets * members * parameters);
  const unseen: (number | undefined)[] = [];
  for (let set = 0; set < sets; set++) {
    const inputs = drawInputs(random, streams.inputs, count, set * count);
    const errors = random.normals(streams.noise, count, set * count);
    const rows = Array.from(errors, (error, i) => {
      const x = inputs.subarray(features * i, features * (i + 1));
      return [...x, target(truthAt(x) + noise * error)];
    });
    for (let member = 0; member < members; member++) {
      const lane = set * members + member;
      const start = random.normals(streams.starts, parameters, parameters * (owns("starts") ? lane : set * members));
      starts.set(
        start.map((value, i) => value * (scales[i] as number)),
        lane * parameters,
      );
      const hidden = owns("features")
        ? Math.floor(features * (random.uniforms(streams.subsets, 1, lane)[0] as number))
        : undefined;
      unseen.push(hidden);
      if (member < copies) {
        const picked = owns("bootstrap")
          ? Array.from(random.uniforms(streams.rows, count, lane * count), (u) => rows[Math.floor(u * count)] ?? [])
          : rows;
        // A feature that is always 0 has no say.
        const seen = picked.flatMap((row) => row.map((value, i) => (i === hidden ? 0 : value)));
        examples.set(seen, 4 * count * (set * copies + member));
      }
    }
    yield (set + 1) / sets;
  }
  return { members, examples, lanesPerSet: ownRows ? 1 : members, starts, unseen };
}
