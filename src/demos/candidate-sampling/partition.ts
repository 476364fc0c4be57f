import { createLogUniformSampler } from "../../math/candidateSampler";
import { estimateMean } from "../../math/estimate";
import { expectLogOfMean } from "../../math/selfNormalized";
import type { Stage } from "../stages";
import type { Measured } from "./measured";
import { type Problem, readClasses, readUniforms, streams } from "./problem";

/** How many replicates of so many draws each. */
export const replicatesOf = (draws: number, each: number): number => Math.max(2000, Math.round(draws / each));

/** Draws between two rests. */
const restEvery = 100_000;

/** Estimates Z = Σ p = 1 by the mean of p/q over m draws, again and again. */
export async function* estimatePartition(problem: Problem, measured: Measured): Stage {
  const { settings, sampler, random } = problem;
  const { candidates, draws } = settings;
  const ratios = ratiosOf(problem);
  const read = readUniforms(random, streams.partition);
  const replicates = replicatesOf(draws, candidates);
  const logs = new Float64Array(replicates);
  let [sum, squares] = [0, 0];
  for (let replicate = 0, rest = 0; replicate < replicates; replicate++) {
    let total = 0;
    for (let draw = 0; draw < candidates; draw++) {
      total += ratios[sampler.pick(read())] as number;
    }
    const estimate = total / candidates;
    sum += estimate;
    squares += (estimate - 1) ** 2;
    logs[replicate] = Math.log(estimate);
    rest += candidates;
    if (rest > restEvery) {
      rest = 0;
      yield replicate / replicates;
    }
  }
  measured.partition = {
    replicates,
    mean: sum / replicates,
    variance: squares / replicates,
    logMean: estimateMean(logs),
    logExact: expectLogOfMean(ratios, sampler.probabilities, candidates),
  };
}

/** p/q: what a draw from q estimates Z by. */
export const ratiosOf = ({ truth, sampler }: Problem): Float64Array =>
  truth.map((p, i) => p / (sampler.probabilities[i] as number));

/** Draws from the log-uniform sampler, whichever was chosen: how often the first class comes. */
export async function* countFirst({ settings, random }: Problem, measured: Measured): Stage {
  const { pick } = createLogUniformSampler(settings.classes);
  const draws = Math.round(settings.draws / 4);
  const read = readUniforms(random, streams.frequency);
  let first = 0;
  for (let draw = 1; draw <= draws; draw++) {
    first += pick(read()) === 0 ? 1 : 0;
    if (draw % restEvery === 0) {
      yield draw / draws;
    }
  }
  measured.first = { share: first / draws, draws };
}

/**
 * InfoNCE where the context tells the class: the best critic is -log p of the class if context and class agree and -∞ if
 * not, and its loss is ln(1 + B), B of the m negatives being of the same class.
 */
export async function* measureInformation({ settings, truth, random }: Problem, measured: Measured): Stage {
  const { candidates, draws } = settings;
  const read = readClasses(random, streams.information, truth);
  const bounds = new Float64Array(replicatesOf(draws / 2, candidates));
  for (let i = 0, rest = 0; i < bounds.length; i++) {
    const label = read();
    let same = 0;
    for (let draw = 0; draw < candidates; draw++) {
      same += read() === label ? 1 : 0;
    }
    bounds[i] = Math.log(candidates + 1) - Math.log(1 + same);
    rest += candidates;
    if (rest > restEvery) {
      rest = 0;
      yield i / bounds.length;
    }
  }
  measured.information = {
    ...estimateMean(bounds),
    exact: Math.log(candidates + 1) - expectLogMatches(truth, candidates),
  };
}

/** Σ p E ln(1 + B), B ~ Binomial(count, p), class by class. */
function expectLogMatches(truth: Float64Array, count: number): number {
  return truth.reduce((sum, p) => {
    let term = (1 - p) ** count;
    let expected = 0;
    for (let b = 1; b <= count; b++) {
      term *= ((count - b + 1) / b) * (p / (1 - p));
      expected += term * Math.log(1 + b);
      // Beyond its mean the law only falls.
      if (b > count * p && term < 1e-18) {
        break;
      }
    }
    return sum + p * expected;
  }, 0);
}
