import { divergence, softmax } from "../../math/candidateSampler";
import type { Stage } from "../stages";
import { type Loss, minimise } from "./losses";
import type { Measured } from "./measured";
import type { Problem } from "./problem";

/** Classes gone through between two rests, some 10 ms. */
const restEvery = 250_000;

/** Minimises each loss by its exact expected gradient, and compares what it learned with its formula. */
export async function* learn(problem: Problem, losses: readonly Loss[], measured: Measured): Stage {
  const { truth, logTruth, sampler } = problem;
  for (const [at, loss] of losses.entries()) {
    const work = minimise(loss, truth.length);
    let found = work.next();
    for (let pieces = 0, rest = 0; !found.done; pieces++, rest += truth.length) {
      if (rest > restEvery) {
        rest = 0;
        // It takes some twenty steps, of about a hundred pieces each.
        yield (at + 1 - Math.exp(-pieces / 1000)) / losses.length;
      }
      found = work.next();
    }
    const { logits: raw, steps } = found.value;
    const normal = softmax(raw);
    const logits = loss.shiftFree ? normal.map(Math.log) : raw;
    const mean = (of: (i: number) => number) => truth.reduce((sum, p, i) => sum + p * of(i), 0);
    const off = (i: number) => (logits[i] as number) - (loss.optimum?.[i] as number);
    // What the loss leaves open is taken out.
    const open = loss.shiftFree ? mean(off) : 0;
    measured.learned.push({
      loss,
      logits,
      steps,
      divergence: divergence(truth, normal),
      ...(loss.optimum ? { distance: truth.reduce((most, _, i) => Math.max(most, Math.abs(off(i) - open)), 0) } : {}),
      offset: mean(
        (i) => (logits[i] as number) - (logTruth[i] as number) + Math.log(sampler.probabilities[i] as number),
      ),
    });
    yield (at + 1) / losses.length;
  }
}
