import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  sampler: "metropolis" | "langevin" | "hamiltonian" | "gibbs";
  target: "banana" | "ring" | "mixture" | "funnel" | "correlated" | "normal";
  /** Of the standard normal: of the target “normal”, and of the laws that hold for it. */
  dimension: number;
  /** ℓ: a random walk steps with standard deviation ℓ/√dimension in each coordinate. */
  length: number;
  /** ε, of a leapfrog or Langevin step. */
  stepSize: number;
  leapfrogs: number;
  correlation: number;
  chains: number;
  /** Exact draws; spread over the picture with as many steps dropped as kept; spread, with none dropped. */
  start: "exact" | "dropped" | "kept";
}

/** The controls' values, typed; a Langevin step is one leapfrog step. */
export function readSettings(params: RunContext["params"]): Settings {
  const settings = params as unknown as Settings;
  return settings.sampler === "langevin" ? { ...settings, leapfrogs: 1 } : settings;
}

/** How many coordinates the chains on the target have. */
export const coordinatesOf = ({ target, dimension, sampler }: Settings): number =>
  target === "normal" && sampler !== "gibbs" ? dimension : 2;

/** Whether the conditionals of the target can be drawn from; else Gibbs takes a Metropolis step in each coordinate. */
export const hasConditionals = ({ target }: Settings): boolean => target === "normal" || target === "correlated";

/** What a sweep multiplies a coordinate's mean by, where Gibbs draws from the conditionals: ρ². */
export const sweepCorrelation = (settings: Settings): number | undefined =>
  settings.sampler !== "gibbs" || !hasConditionals(settings)
    ? undefined
    : settings.target === "correlated"
      ? settings.correlation ** 2
      : 0;

/** What is drawn from the seed, each from a stream of its own. */
export const streams = {
  starts: 0,
  walks: 1,
  paths: 2,
  sweeps: 3,
  chains: 4,
  walkStarts: 5,
  pathStarts: 6,
  sweepStarts: 7,
};
