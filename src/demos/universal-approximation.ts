import type { Demo } from "./demo";
import { previewErrors } from "./universal-approximation/panels";
import { startRun } from "./universal-approximation/run";
import { readSettings } from "./universal-approximation/settings";
import { computeEndlessly } from "./universal-approximation/stages";

/** Error against width for networks with one hidden layer, and the four floors that stop it. */
export const universalApproximation: Demo = {
  id: "universal-approximation",
  title: "Universal approximation: four floors",
  claim:
    "With enough units the best network comes as near to a continuous target as one likes. The network that one has " +
    "stops at a floor: of approximation, of optimisation, of estimation, or of arithmetic.",
  questions: ["7.1/6"],
  controls: [
    {
      kind: "select",
      name: "target",
      label: "Target on [0, 1]",
      options: [
        { value: "square", label: "x²" },
        { value: "wave", label: "sin 2πx" },
        { value: "kink", label: "|x − 1/3|" },
        { value: "step", label: "a step at 1/3, not continuous" },
      ],
      value: "square",
    },
    {
      kind: "slider",
      name: "doublings",
      label: "Chosen width: doublings of one unit",
      min: 0,
      max: 4,
      step: 1,
      value: 4,
      description: "N = 1, 2, 4, 8 or 16 units. The curves go to 1024 where nothing is trained or fitted.",
    },
    {
      kind: "slider",
      name: "dimension",
      label: "Inputs d of random neurons",
      min: 1,
      max: 64,
      step: 1,
      value: 20,
      description: "Their mean, E relu(w·x) = 1/√(2π) for |x| = 1 and w ~ N(0, I), is approximated by N of them.",
    },
    {
      kind: "slider",
      name: "replicates",
      label: "Replicates",
      min: 256,
      max: 4096,
      step: 128,
      value: 1024,
      description: "Networks of random neurons, and sets of noisy samples, to average over.",
    },
    { kind: "slider", name: "noise", label: "Noise σ", min: 0.01, max: 1, step: 0.01, value: 0.1 },
    {
      kind: "slider",
      name: "samples",
      label: "Samples n",
      min: 64,
      max: 1024,
      step: 32,
      value: 256,
      description: "At (i + ½)/n. The network is fitted by least squares, its kinks held at i/N.",
    },
    {
      kind: "slider",
      name: "steps",
      label: "Steps of Adam",
      min: 50,
      max: 3000,
      step: 50,
      value: 1000,
      description: "At a learning rate of 0.01, on 64 points without noise; 8 networks for each of N = 1, 2, 4, 8, 16.",
    },
    {
      kind: "select",
      name: "precision",
      label: "Arithmetic",
      options: [
        { value: "float16", label: "float16" },
        { value: "float32", label: "float32" },
        { value: "float64", label: "float64" },
      ],
      value: "float16",
      description: "Every weight, product and sum of the network with equal pieces is rounded to it.",
    },
  ],
  presets: [
    {
      name: "Four floors",
      sentence: "x² by 16 units: with 256 noisy samples estimation is the largest part of the error.",
      params: {},
    },
    {
      name: "Hardly any noise",
      sentence: "With noise 0.01 and 1024 samples estimation steps back, and optimisation is what remains.",
      params: { noise: 0.01, samples: 1024 },
    },
    {
      name: "Two units for a wave",
      sentence:
        "With too few units approximation is nearly all of the error: more data do not help, and an optimiser only as far " +
        "as it moves the kinks.",
      params: { target: "wave", doublings: 1 },
    },
    {
      name: "A jump",
      sentence: "No continuous function comes nearer to a jump than half of it; the mean square falls, but slowly.",
      params: { target: "step" },
    },
    {
      name: "One kink",
      sentence: "|x − 1/3| needs two units in the right place; equal pieces miss it, at a slope of −1.5.",
      params: { target: "kink", doublings: 3 },
    },
    {
      name: "Quick look",
      sentence: "Two dimensions and a short training, in a moment.",
      params: { dimension: 2, replicates: 256, samples: 64, steps: 50, doublings: 2 },
    },
  ],
  prediction: {
    question:
      "On log-log axes, what is the slope of the root mean squared error against width when the neurons are random and " +
      "only averaged?",
    min: -3,
    max: 0,
    step: 0.05,
    check: "Slope of error against width, random neurons",
  },
  fused: true,
  preview: (params) => previewErrors(readSettings(params)),
  calibrate: (context) => computeEndlessly(context, readSettings(context.params)),
  start: startRun,
};
