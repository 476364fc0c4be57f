import type * as tf from "@tensorflow/tfjs-core";
import { createLanes, type Lanes } from "../../gpu/lanes";
import { type Estimate, estimateMean } from "../../math/estimate";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { planChains, records } from "./samplers";
import { coordinatesOf, type Settings, streams } from "./settings";
import { createTally, type Tally } from "./tally";
import { findTarget, type Target } from "./targets";

/** What the chains on the target have shown so far. */
export interface Chains {
  target: Target;
  tally: Tally;
  /** Where the chains are, while they run. */
  points?: tf.Tensor3D;
  /** R̂, the larger of x and y, after so many steps from the start of the record. */
  rhat: { steps: number; value: number }[];
  /** Of x, over 0, 1, 2, ... times `thinning` steps; as long as nothing is known, of none. */
  autocorrelation: Estimate[];
  /** Known at the end. */
  outcome?: Outcome;
}

/** What is known when the chains are done. */
export interface Outcome {
  acceptance?: Estimate;
  /** Of x and of y. */
  belowQuartile: readonly [Estimate, Estimate];
  /** The smaller effective sample size of the means of x and y, of all chains together, and the steps they were taken in. */
  effective: number;
  steps: number;
  evaluations: number;
  /** Million steps a second, of all chains together. */
  pace: number;
}

/** Records from one value of R̂ to the next. */
const compareEvery = 20;

/** Nothing measured yet. */
export function createChains(settings: Settings): Chains {
  const target = findTarget(settings);
  return { target, tally: createTally(target, settings.chains), rhat: [], autocorrelation: [] };
}

/** Runs the chosen sampler on the chosen target, thousands of chains at once. */
export async function* runChains({ tf: lib, seed, now }: RunContext, settings: Settings, chains: Chains): Stage {
  const { target, tally } = chains;
  const { chains: count, start } = settings;
  const { kernel, uniforms, state, thinning, sums, accepted, evaluations } = planChains(settings, target, seed);
  const planned = records * thinning;
  const dropped = start === "dropped" ? planned : 0;
  const whole = dropped + planned;
  const lanes = createLanes(lib, kernel, { count, seed, stream: streams.chains, state, uniforms, now });
  let milliseconds = 0;

  async function* advanceTo(step: number): Stage {
    while (lanes.steps < step) {
      const began = now();
      lanes.advance(Math.min(lanes.pace, step - lanes.steps));
      milliseconds += now() - began;
      chains.points = lanes.state[0] as tf.Tensor3D;
      yield lanes.steps / whole;
    }
  }

  try {
    yield* advanceTo(dropped);
    const before = await readSums(lanes, sums, accepted);
    for (let record = 1; record <= records; record++) {
      yield* advanceTo(dropped + record * thinning);
      tally.add(await lanes.read());
      if (record % compareEvery === 0) {
        yield lanes.steps / whole;
        chains.autocorrelation = tally.autocorrelation();
        chains.rhat.push({ steps: record * thinning, value: tally.rhat(coordinatesOf(settings)) });
      }
    }
    const after = await readSums(lanes, sums, accepted);
    const perStep = (last: Float64Array, first: Float64Array) =>
      last.map((sum, c) => (sum - (first[c] as number)) / planned);
    // The variance of a mean of n draws is σ²/n_eff: over the chains it is seen, whatever the autocorrelation.
    const effective = ([0, 1] as const)
      .slice(0, coordinatesOf(settings))
      .map((j) => tally.variances()[j] / estimateMean(perStep(after.sums[j], before.sums[j])).standardError ** 2);
    chains.outcome = {
      ...(after.accepted && before.accepted
        ? { acceptance: estimateMean(perStep(after.accepted, before.accepted)) }
        : {}),
      belowQuartile: tally.belowQuartile(),
      effective: Math.min(...effective),
      steps: count * planned,
      evaluations: count * planned * evaluations,
      pace: (count * whole) / milliseconds / 1000,
    };
  } finally {
    delete chains.points;
    lanes.dispose();
  }
}

/** Σx and Σy of every chain, and its steps accepted. */
async function readSums(lanes: Lanes, vector: number, accepted?: readonly [number, number]) {
  const pick = (values: Float32Array, component: number) =>
    Float64Array.from({ length: lanes.count }, (_, c) => values[4 * c + component] as number);
  const values = await lanes.read(vector);
  return {
    sums: [pick(values, 0), pick(values, 1)] as const,
    accepted: accepted && pick(await lanes.read(accepted[0]), accepted[1]),
  };
}
