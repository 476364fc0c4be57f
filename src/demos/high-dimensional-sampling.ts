import { advanceEndlessly, createLanes } from "../gpu/lanes";
import { radialHamiltonian } from "../gpu/radialChains";
import type { Demo } from "./demo";
import { predicted } from "./high-dimensional-sampling/checks";
import { drawEfficiency, drawLengths, drawWeights, scientific } from "./high-dimensional-sampling/panels";
import { startRun } from "./high-dimensional-sampling/run";
import { levels, pathOf, readSettings, streams } from "./high-dimensional-sampling/settings";
import { logBallShare, logEffectiveShare } from "./high-dimensional-sampling/theory";

/** Rejection, importance sampling and chains from one dimension to a thousand: samples for a million evaluations. */
export const highDimensionalSampling: Demo = {
  id: "high-dimensional-sampling",
  title: "Sampling in many dimensions: watch each method die",
  claim:
    "Rejection and importance sampling lose a constant factor or more with every dimension; of independent coordinates a " +
    "random walk loses only as 1/d, and Hamiltonian Monte Carlo as d to the power −1/4.",
  questions: ["7.2/4"],
  controls: [
    { kind: "slider", name: "dimension", label: "Dimensions d", min: 1, max: 1000, step: 1, value: levels },
    {
      kind: "slider",
      name: "variance",
      label: "Variance s² of the normal drawn from",
      min: 0.4,
      max: 4,
      step: 0.01,
      value: 2,
      description:
        "The target is the standard normal. Rejection needs s² ≥ 1; for s² ≤ ½ importance weights have infinite variance.",
    },
    {
      kind: "slider",
      name: "length",
      label: "Step ℓ of the random walk",
      min: 1,
      max: 4,
      step: 0.02,
      value: 2.38,
      description: "A step has standard deviation ℓ/√d in each coordinate.",
    },
    {
      kind: "slider",
      name: "correlation",
      label: "Correlation ρ of pairs, for Gibbs",
      min: 0,
      max: 0.98,
      step: 0.01,
      value: 0.9,
      description: "On independent coordinates Gibbs would draw exactly; here each pair of coordinates is correlated.",
    },
    {
      kind: "slider",
      name: "budget",
      label: "Points of rejection and importance sampling in each dimension",
      min: 20_000,
      max: 4_000_000,
      step: 20_000,
      value: 1_000_000,
    },
  ],
  presets: [
    {
      name: "A ball in a cube of 20 dimensions",
      sentence: "In two dimensions the ball fills 79 % of its square; here a million points hardly ever meet it.",
      params: {},
    },
    {
      name: "Two dimensions",
      sentence:
        "Where everything works: the ball fills 79 % of its square, and importance weights with s² = 2 keep 75 %.",
      params: { dimension: 2 },
    },
    {
      name: "A hundred dimensions",
      sentence:
        "Importance weights with s² = 2 claim a few effective samples of a million; the truth is less than one.",
      params: { dimension: 100 },
    },
    {
      name: "One percent too wide, 1000 dimensions",
      sentence: "With a standard deviation 1 % too large rejection accepts one point in 20,000.",
      params: { dimension: 1000, variance: 1.02 },
    },
    {
      name: "Too narrow",
      sentence:
        "With s² = ½ the weights have infinite variance: what they claim of themselves is wrong in every dimension.",
      params: { dimension: 5, variance: 0.5 },
    },
    {
      name: "Quick look",
      sentence: "Fewer points, done in a moment.",
      params: { budget: 20_000 },
    },
  ],
  prediction: {
    question: `Of a million points drawn evenly in a cube of ${levels} dimensions, how many lie in the ball inside on average? As a power of ten.`,
    unit: "log₁₀ of points",
    min: -12,
    max: 6,
    step: 0.1,
    check: predicted,
  },
  preview: (params) => {
    const settings = readSettings(params);
    const { dimension, variance } = settings;
    const nothing = { levels: { points: 0, inside: [] }, at: [] };
    const share =
      variance > 0.5
        ? `importance sampling from a normal of variance ${variance} keeps ${scientific(logEffectiveShare(dimension, variance))} of its draws`
        : `importance weights from a normal of variance ${variance} have infinite variance`;
    return {
      sentence:
        `By theory the ball fills ${scientific(logBallShare(dimension))} of its cube in ${dimension} ` +
        `${dimension === 1 ? "dimension" : "dimensions"}, ${share}, and the outer 1 % of a ball's radius holds ` +
        `${(100 * (1 - 0.99 ** dimension)).toPrecision(3)} % of its volume.`,
      panels: [
        { ...drawEfficiency(settings, nothing), answers: true },
        drawLengths(settings, nothing),
        drawWeights(settings, nothing),
      ],
    };
  },
  calibrate: async function* ({ tf, seed, now, params }) {
    const { dimension } = readSettings(params);
    const count = 1024;
    const state = [
      Float32Array.from({ length: 4 * count }, (_, i) => [0, Math.sqrt(dimension), 0, 0][i % 4] as number),
    ];
    const uniforms = { dimension, ...pathOf(dimension) };
    const lanes = createLanes(tf, radialHamiltonian, { count, seed, stream: streams.paths, state, uniforms, now });
    yield* advanceEndlessly(lanes);
  },
  fused: true,
  start: startRun,
};
