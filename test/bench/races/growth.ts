import * as tf from "@tensorflow/tfjs-core";
import { createLanes } from "../../../src/gpu/lanes";
import { createNormalMetropolis } from "../../../src/gpu/metropolis";
import { raceMetropolis } from "./chains";
import type { Contest, Contestant } from "./contest";
import { racePopulation } from "./population";

/** Ours alone of a contest, under the name of its size. */
function oursOf({ contestants }: Contest, name: string): Contestant {
  const [ours, ...others] = contestants;
  for (const { dispose } of others) {
    dispose?.();
  }
  return { ...(ours as Contestant), name };
}

/** How the rate grows with what is computed at once: the smallest is the reference. */
export const growChains = (): Contest => ({
  title: "Metropolis on a banana, by chains",
  unit: "steps",
  contestants: [1024, 4096, 16_384, 65_536].map((chains) => oursOf(raceMetropolis(chains), `${chains} chains`)),
});

export const growModels = (): Contest => ({
  title: "Population, by networks 2-4-2-1",
  unit: "examples",
  contestants: [64, 256, 1024, 16_384].map((networks) => oursOf(racePopulation(networks), `${networks} networks`)),
});

/** Steps of chains on a normal target; what a step costs for each coordinate is what is to stay the same. */
export const growDimensions = (): Contest => ({
  title: "Metropolis on a normal, 4096 chains, by dimension",
  unit: "coordinates",
  contestants: [1, 4, 12, 24].map((dimension) => {
    const kernel = createNormalMetropolis(dimension);
    const count = 4096;
    const lanes = createLanes(tf, kernel, { count, seed: 1, stream: 0, now: () => performance.now() });
    return {
      name: `${dimension} ${dimension === 1 ? "dimension" : "dimensions"}`,
      work: () => {
        lanes.advance(16);
        return 16 * count * dimension;
      },
      dispose: lanes.dispose,
    };
  }),
});
