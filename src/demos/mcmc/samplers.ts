import { createMetropolisWithinGibbs, normalGibbs } from "../../gpu/gibbs";
import { createHamiltonian, createNormalHamiltonian } from "../../gpu/hamiltonian";
import type { Kernel } from "../../gpu/kernel";
import { createMetropolis, createNormalMetropolis } from "../../gpu/metropolis";
import { hasConditionals, type Settings, streams } from "./settings";
import { startInSpace, startOnPlane } from "./starts";
import type { Target } from "./targets";

/** The chains of a run: what takes them on, where they start, and where their state says what. */
export interface Plan {
  kernel: Kernel;
  uniforms: Record<string, number>;
  state: Float32Array[];
  /** Steps from one recorded state to the next. */
  thinning: number;
  /** Evaluations of the density or its gradient in a step. */
  evaluations: number;
  /** Vector and component of the steps accepted; a sampler without proposals has none. */
  accepted?: readonly [number, number];
  /** The vector of Σx and Σy. */
  sums: number;
}

/** Recorded states of each chain. */
export const records = 200;

/** Plans the chains of these settings. */
export function planChains(settings: Settings, target: Target, seed: number): Plan {
  const { sampler, dimension, length, stepSize, leapfrogs, correlation, chains, start } = settings;
  const random = { seed, stream: streams.starts };
  const pace = paceOf(settings);
  if (settings.target === "normal" && sampler !== "gibbs") {
    const walks = sampler === "metropolis";
    const kernel = walks ? createNormalMetropolis(dimension) : createNormalHamiltonian(dimension);
    const sizes = new Array<number>(chains).fill(walks ? length / Math.sqrt(dimension) : stepSize);
    return {
      ...pace,
      kernel,
      uniforms: walks ? {} : { leapfrogs },
      state: startInSpace(sizes, dimension, start, random),
      accepted: [kernel.vectors - 2, 1],
      sums: kernel.vectors - 1,
    };
  }
  const { density } = target;
  const onPlane = (third: (x: number, y: number) => number) => ({
    ...pace,
    state: [startOnPlane(settings, target, third, random), new Float32Array(4 * chains)],
    sums: 1,
  });
  const size = length / Math.SQRT2;
  const proposing = { ...onPlane(density.logDensity), accepted: [0, 3] } as const;
  switch (sampler) {
    case "metropolis":
      return { ...proposing, kernel: createMetropolis(density), uniforms: { size } };
    case "langevin":
    case "hamiltonian":
      return { ...proposing, kernel: createHamiltonian(density), uniforms: { stepSize, leapfrogs } };
    case "gibbs":
      return hasConditionals(settings)
        ? {
            ...onPlane(() => 0),
            kernel: normalGibbs,
            uniforms: { correlation: settings.target === "correlated" ? correlation : 0 },
          }
        : { ...proposing, kernel: createMetropolisWithinGibbs(density), uniforms: { size } };
    default:
      return sampler satisfies never;
  }
}

/** Hamiltonian paths go far in a step; of the others every twentieth state is recorded. */
export const paceOf = ({ sampler, leapfrogs }: Settings) => ({
  thinning: sampler === "hamiltonian" ? 2 : 20,
  evaluations: { metropolis: 1, langevin: 1, hamiltonian: leapfrogs, gibbs: 2 }[sampler],
});
