import type { CandidateScheme } from "./candidateGradient";
import type { CandidateSampler } from "./candidateSampler";

/**
 * Draws the candidates of one example after the other, as a scheme says (candidateGradient.ts). The list is the same each
 * time. `read` gives the next number of a stream, uniform on [0, 1).
 */
export function createCandidateDraws(
  { candidates, hits, count }: CandidateScheme,
  sampler: CandidateSampler,
  read: () => number,
): (label: number) => readonly number[] {
  const drawn: number[] = [];
  const unique = candidates === "unique";
  // The example for which a class was last taken.
  const takenFor = new Float64Array(unique ? sampler.probabilities.length : 0);
  let example = 0;
  return (label) => {
    drawn.length = 0;
    example++;
    const draws = unique ? drawPoisson(count, read) : count;
    for (let draw = 0; draw < draws; draw++) {
      const candidate = sampler.pick(read());
      if ((hits === "removed" && candidate === label) || takenFor[candidate] === example) {
        continue;
      }
      if (unique) {
        takenFor[candidate] = example;
      }
      drawn.push(candidate);
    }
    return drawn;
  };
}

/** How many points of a Poisson process of rate 1 fall into a time: waits between them are exponential. */
function drawPoisson(time: number, read: () => number): number {
  let points = -1;
  for (let passed = 0; passed < time; points++) {
    passed -= Math.log1p(-read());
  }
  return points;
}
