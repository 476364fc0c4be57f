import { advanceEndlessly, createLanes } from "../gpu/lanes";
import { bestRandomWalk, randomWalkAcceptance } from "../math/normalAcceptance";
import type { Demo } from "./demo";
import { predicted } from "./mcmc/checks";
import { drawTheory, percent } from "./mcmc/panels";
import { startRun } from "./mcmc/run";
import { planChains } from "./mcmc/samplers";
import { readSettings, streams } from "./mcmc/settings";
import { findTarget } from "./mcmc/targets";

/** Thousands of Markov chains at once: acceptance, efficiency, R̂ and effective sample size against what is exact. */
export const mcmc: Demo = {
  id: "mcmc",
  title: "Markov chain Monte Carlo: tune the step",
  claim:
    "On the standard normal the acceptance of a random walk is known exactly in every dimension; its best step is neither " +
    "the one accepted most often nor the longest; and a high acceptance says nothing of chains that sit in different modes.",
  questions: ["7.2/3"],
  controls: [
    {
      kind: "select",
      name: "sampler",
      label: "Sampler",
      options: [
        { value: "metropolis", label: "Random-walk Metropolis" },
        { value: "langevin", label: "Langevin (MALA)" },
        { value: "hamiltonian", label: "Hamiltonian Monte Carlo" },
        { value: "gibbs", label: "Gibbs" },
      ],
      value: "metropolis",
      description:
        "On banana, ring, mixture and funnel Gibbs takes a Metropolis step in one coordinate after the other. A Langevin " +
        "step is a Hamiltonian path of one leapfrog step.",
    },
    {
      kind: "select",
      name: "target",
      label: "Target",
      options: [
        { value: "banana", label: "Banana" },
        { value: "ring", label: "Ring" },
        { value: "mixture", label: "Mixture of two normals, 8 apart" },
        { value: "funnel", label: "Funnel" },
        { value: "correlated", label: "Normal, two correlated coordinates" },
        { value: "normal", label: "Standard normal of d dimensions" },
      ],
      value: "banana",
    },
    {
      kind: "slider",
      name: "dimension",
      label: "Dimensions d of the standard normal",
      min: 1,
      max: 24,
      step: 1,
      value: 20,
      description: "The acceptance and the best step are measured on it, whatever the target.",
    },
    {
      kind: "slider",
      name: "length",
      label: "Step ℓ of the random walk",
      min: 0.1,
      max: 6,
      step: 0.02,
      value: 2.38,
      scale: "log",
      description: "A step has standard deviation ℓ/√d in each coordinate; the planar targets have d = 2.",
    },
    {
      kind: "slider",
      name: "stepSize",
      label: "Leapfrog step ε",
      min: 0.05,
      max: 2.2,
      step: 0.02,
      value: 0.4,
      scale: "log",
      description: "Of Langevin and Hamiltonian proposals.",
    },
    { kind: "slider", name: "leapfrogs", label: "Leapfrog steps L", min: 1, max: 50, step: 1, value: 4 },
    {
      kind: "slider",
      name: "correlation",
      label: "Correlation ρ of the two coordinates",
      min: 0,
      max: 0.99,
      step: 0.01,
      value: 0.95,
    },
    { kind: "slider", name: "chains", label: "Chains", min: 256, max: 4096, step: 256, value: 1024 },
    {
      kind: "select",
      name: "start",
      label: "Chains start",
      options: [
        { value: "exact", label: "as exact draws from the target" },
        { value: "dropped", label: "spread out, first half dropped" },
        { value: "kept", label: "spread out, nothing dropped" },
      ],
      value: "exact",
      description: "What is exact of a chain holds in stationarity; burn-in is to bring it there.",
    },
  ],
  presets: [
    {
      name: "Random walk on the banana",
      sentence: "A curved ridge; and the acceptance that 20 dimensions leave to ℓ = 2.38, the best step for d → ∞.",
      params: {},
    },
    {
      name: "Tiny steps",
      sentence: "Nine of ten steps are accepted, and the chains hardly move: R̂ stays far above 1.",
      params: { length: 0.1, start: "kept" },
    },
    {
      name: "Hamiltonian Monte Carlo on the banana",
      sentence: "Paths of 12 leapfrog steps are accepted nearly always and leave little correlation.",
      params: { sampler: "hamiltonian", stepSize: 0.2, leapfrogs: 12 },
    },
    {
      name: "Two modes",
      sentence:
        "Hardly a chain leaves the mode it fell into: 98 % of the proposals are accepted, and R̂ is far above 1.",
      params: { target: "mixture", sampler: "hamiltonian", start: "dropped" },
    },
    {
      name: "Gibbs and correlation",
      sentence: "With correlation 0.95 every draw is accepted, and yet it takes 19.5 sweeps for one independent draw.",
      params: { target: "correlated", sampler: "gibbs" },
    },
    {
      name: "Langevin steps in 20 dimensions",
      sentence: "One gradient a step; for d → ∞ the best acceptance is 0.574, with ε shrinking as d to the power −1/6.",
      params: { target: "normal", sampler: "langevin", stepSize: 1 },
    },
    {
      name: "The funnel",
      sentence: "No one step fits both the neck and the mouth: few chains go down the neck, and few come back.",
      params: { target: "funnel" },
    },
    {
      name: "Quick look",
      sentence: "Two dimensions and 256 chains, done in a moment.",
      params: { dimension: 2, chains: 256 },
    },
  ],
  prediction: {
    question:
      "How large a share of its proposals does a random walk accept on the standard normal, at the ℓ and d below?",
    min: 0,
    max: 1,
    step: 0.01,
    check: predicted,
  },
  preview: (params) => {
    const settings = readSettings(params);
    const { dimension, length } = settings;
    const best = bestRandomWalk(dimension);
    const exact = (at: number) => percent(randomWalkAcceptance(dimension, at));
    return {
      sentence:
        `By theory a random walk with ℓ = ${length} on the standard normal of ${dimension} ` +
        `${dimension === 1 ? "dimension" : "dimensions"} accepts ${exact(length)} of its proposals, and jumps farthest with ` +
        `ℓ = ${best.toFixed(2)}, where it accepts ${exact(best)}.`,
      panels: drawTheory(settings),
    };
  },
  calibrate: async function* (context) {
    const settings = { ...readSettings(context.params), start: "exact" as const };
    const { kernel, uniforms, state } = planChains(settings, findTarget(settings), context.seed);
    const { tf, seed, now } = context;
    const lanes = createLanes(tf, kernel, {
      count: settings.chains,
      seed,
      stream: streams.chains,
      state,
      uniforms,
      now,
    });
    yield* advanceEndlessly(lanes);
  },
  fused: true,
  start: startRun,
};
