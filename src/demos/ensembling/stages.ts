import { createKeeper } from "../../gpu/keeper";
import { createLanes, type Lanes } from "../../gpu/lanes";
import type { Population } from "../../gpu/population";
import { normalCdf } from "../../math/normalDistribution";
import { createRandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import { between, type Stage } from "../stages";
import type { Ambiguity, Learned, Measured } from "./measured";
import {
  createMembers,
  drawLessons,
  drawPoints,
  features,
  juries,
  type Lessons,
  pointCount,
  type Settings,
  streams,
  training,
  truthAt,
} from "./problem";
import { measureSpread, pilots } from "./spread";
import { expectedLogLoss, measureVotes } from "./votes";

/** Of simulated ensembles and votes. */
const trials = 20_000;
/** Random numbers in a piece of work; networks that predict in one. */
const piece = 40_000;
const networksOfPiece = 256;

/** Ensembles of normal predictions: a common part of variance ρσ², and a part of each member's own. */
export function* simulateEnsembles(settings: Settings, seed: number, measured: Measured): Generator<number, void> {
  const { members, correlation, variance } = settings;
  const random = createRandomSource(seed);
  const [common, own] = [Math.sqrt(correlation * variance), Math.sqrt((1 - correlation) * variance)];
  const numbers = members + 1;
  const batch = Math.ceil(piece / numbers);
  let squares = 0;
  for (let from = 0; from < trials; from += batch) {
    const count = Math.min(batch, trials - from);
    const normals = random.normals(streams.predictions, count * numbers, from * numbers);
    for (let trial = 0; trial < count; trial++) {
      let sum = 0;
      for (let i = 1; i < numbers; i++) {
        sum += normals[trial * numbers + i] as number;
      }
      squares += (common * (normals[trial * numbers] as number) + (own * sum) / members) ** 2;
    }
    yield (from + count) / trials;
  }
  measured.simulated = { variance: squares / trials, trials };
}

/** Independent voters, each right with the same probability; a coin decides ties. */
export function* simulateVotes(
  { members, voter }: Settings,
  seed: number,
  measured: Measured,
): Generator<number, void> {
  const random = createRandomSource(seed);
  const voters = Math.max(members, ...juries);
  const batch = Math.ceil(piece / voters);
  const right = new Array<number>(voters).fill(0);
  for (let from = 0; from < trials; from += batch) {
    const count = Math.min(batch, trials - from);
    const ballots = random.uniforms(streams.votes, count * voters, from * voters);
    const coins = random.uniforms(streams.coins, count, from);
    for (let trial = 0; trial < count; trial++) {
      let majority = 0;
      for (let i = 0; i < voters; i++) {
        majority += (ballots[trial * voters + i] as number) < voter ? 1 : -1;
        if (majority > 0 || (majority === 0 && (coins[trial] as number) < 0.5)) {
          right[i] = (right[i] as number) + 1;
        }
      }
    }
    measured.ballots = { right: [...right], trials: from + count };
    yield (from + count) / trials;
  }
}

/** Trains ensembles for regression on every training set, and measures how their predictions spread, on the way too. */
export async function* spreadPredictions(context: RunContext, settings: Settings, measured: Measured): Stage {
  const { sets, noise } = settings;
  const random = createRandomSource(context.seed);
  const points = drawPoints(random);
  const truth = points.map(truthAt);
  const errors = random.normals(streams.outcomes, pointCount * sets);
  const members = pilots + settings.members;
  yield* trainNetworks(context, settings, {
    sets,
    members,
    target: (y) => y,
    output: "linear",
    points,
    stops: [0.05, 0.2, 0.5, 1],
    measure: (bySet, steps, learned) => {
      measured.regression = learned;
      measured.spread = measureSpread({ members, points: pointCount, bySet }, truth);
      const terms = bySet.flatMap((values, set) =>
        truth.map((value, i) => {
          const said = Array.from({ length: settings.members }, (_, m) => {
            return values[(pilots + m) * pointCount + i] as number;
          });
          return splitError(said, value + noise * (errors[set * pointCount + i] as number));
        }),
      );
      measured.ambiguity = {
        terms: terms.slice(0, pointCount),
        error: terms.reduce((most, { ensemble, members: mean, disagreement }) => {
          return Math.max(most, Math.abs(ensemble - (mean - disagreement)) / Math.max(1, mean));
        }, 0),
      };
      measured.steps = steps;
    },
  });
}

function splitError(said: readonly number[], y: number): Ambiguity {
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = average(said);
  return {
    ensemble: (mean - y) ** 2,
    members: average(said.map((value) => (value - y) ** 2)),
    disagreement: average(said.map((value) => (value - mean) ** 2)),
  };
}

/** Trains classifiers, which learn whether y is positive, and lets them decide together. */
export async function* letNetworksVote(context: RunContext, settings: Settings, measured: Measured): Stage {
  const { members, noise } = settings;
  const points = drawPoints(createRandomSource(context.seed));
  // P(y > 0); without noise it is certain.
  const truth = Float64Array.from(points, (x) => (noise > 0 ? normalCdf(truthAt(x) / noise) : Number(truthAt(x) > 0)));
  yield* trainNetworks(context, settings, {
    sets: Math.ceil(settings.sets / 4),
    members,
    target: (y) => Number(y > 0),
    output: "logistic",
    points,
    stops: [1],
    measure: (bySet, _, learned) => {
      measured.classification = learned;
      measured.votes = measureVotes({ members, bySet, truth });
    },
  });
}

/** What is to be trained, and when of its training, in shares, every network's predictions are to be measured. */
interface Plan {
  sets: number;
  members: number;
  target(y: number): number;
  output: "linear" | "logistic";
  points: readonly Float64Array[];
  stops: readonly number[];
  /** Predictions are [member][point], an array for each training set. */
  measure(bySet: Float64Array[], steps: number, learned: Learned): void;
}

async function* trainNetworks(context: RunContext, settings: Settings, plan: Plan): Stage {
  const { members, points, stops, measure } = plan;
  const lessons = yield* between(0, 0.1, drawLessons(settings, context.seed, plan));
  const population = createMembers(settings, plan.output);
  const count = lessons.unseen.length;
  const lossOf = (networkOf: (lane: number) => Float64Array) => {
    return measureLoss(population, plan.output, settings.examples, lessons, networkOf);
  };
  const { starts } = lessons;
  const before = lossOf((lane) => starts.subarray(lane * population.parameters, (lane + 1) * population.parameters));
  const kept = createKeeper();
  try {
    const lanes = kept.keep(startLanes(context, settings, population, lessons));
    const share = () => 0.1 + (0.9 * lanes.steps) / training.steps;
    for (const stop of stops.map((of) => Math.round(of * training.steps))) {
      while (lanes.steps < stop) {
        lanes.advance(Math.min(lanes.pace, stop - lanes.steps));
        yield share();
      }
      const state = await Promise.all(lanes.state.map((_, v) => lanes.read(v)));
      const bySet = Array.from({ length: plan.sets }, () => new Float64Array(members * points.length));
      for (let lane = 0; lane < count; lane++) {
        const network = population.networkOf(state, lane);
        const hidden = lessons.unseen[lane];
        const of = bySet[Math.floor(lane / members)] as Float64Array;
        points.forEach((x, i) => {
          const seen = x.map((value, feature) => (feature === hidden ? 0 : value));
          of[(lane % members) * points.length + i] = population.predict(network, seen);
        });
        if (lane % networksOfPiece === networksOfPiece - 1) {
          yield share();
        }
      }
      measure(bySet, lanes.steps, { before, now: lossOf((lane) => population.networkOf(state, lane)) });
      yield share();
    }
  } finally {
    kept.dispose();
  }
}

/** The mean loss of the first networks on their own examples: enough of them to tell whether they learn. */
function measureLoss(
  { predict }: Population,
  output: Plan["output"],
  rows: number,
  { examples, lanesPerSet, unseen }: Lessons,
  networkOf: (lane: number) => Float64Array,
): number {
  const networks = Math.min(networksOfPiece, unseen.length);
  let sum = 0;
  for (let lane = 0; lane < networks; lane++) {
    const network = networkOf(lane);
    for (let row = 0; row < rows; row++) {
      const at = 4 * (Math.floor(lane / lanesPerSet) * rows + row);
      const [z, y] = [predict(network, examples.subarray(at, at + features)), examples[at + features] as number];
      sum += output === "linear" ? (z - y) ** 2 / 2 : expectedLogLoss(y, z);
    }
  }
  return sum / (networks * rows);
}

function startLanes({ tf, now }: RunContext, settings: Settings, population: Population, lessons: Lessons): Lanes {
  const count = lessons.unseen.length;
  return createLanes(tf, population.kernel, {
    count,
    // Training itself draws nothing.
    seed: 0,
    stream: 0,
    state: population.pack(lessons.starts),
    tables: {
      examples: lessons.examples,
      rates: Float32Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? training.learningRate : 0)),
    },
    uniforms: { rows: settings.examples, lanesPerSet: lessons.lanesPerSet },
    now,
  });
}

/** Networks in training, without end: a taste of what the demo does most of. Yields networks times steps. */
export async function* tasteTraining(context: RunContext, settings: Settings): AsyncGenerator<number, void> {
  const drawing = drawLessons(settings, context.seed, { sets: 16, members: 32, target: (y) => y });
  let next = drawing.next();
  while (!next.done) {
    next = drawing.next();
  }
  const lanes = startLanes(context, settings, createMembers(settings, "linear"), next.value);
  try {
    for (;;) {
      const steps = lanes.pace;
      lanes.advance(steps);
      yield steps * lanes.count;
    }
  } finally {
    lanes.dispose();
  }
}
