import type { Demo } from "./demo";
import { previewBounds } from "./wide-vs-deep/preview";
import { startRun } from "./wide-vs-deep/run";
import { readSettings } from "./wide-vs-deep/settings";
import { trainEndlessly } from "./wide-vs-deep/stages";

/** Folding: what depth represents with few parameters, what width can not, and what training finds of it. */
export const wideVsDeep: Demo = {
  id: "wide-vs-deep",
  title: "Wide against deep: the folding machine",
  claim:
    "With equally many parameters a deep ReLU network of two units a layer folds a line into 2ᵏ straight pieces, and a " +
    "shallow one makes at most 2k + 1. That such weights exist does not mean that training finds them.",
  questions: ["7.1/5"],
  controls: [
    {
      kind: "slider",
      name: "folds",
      label: "Folds k",
      min: 1,
      max: 10,
      step: 1,
      value: 6,
      description:
        "Hidden layers of the deep network, of two units each: 6k + 1 parameters. The shallow one has 2k units.",
    },
    {
      kind: "select",
      name: "weights",
      label: "Weights",
      options: [
        { value: "trained", label: "exact, then trained" },
        { value: "exact", label: "exact only" },
      ],
      value: "trained",
    },
    {
      kind: "select",
      name: "target",
      label: "Target of the training",
      options: [
        { value: "folds", label: "alternating labels" },
        { value: "smooth", label: "one sine wave" },
      ],
      value: "folds",
      description: "At the points i/2ᵏ: whether i is odd, or ½ + ½ sin 2πx.",
    },
    {
      kind: "slider",
      name: "networks",
      label: "Networks in training, of each kind",
      min: 4,
      max: 64,
      step: 4,
      value: 64,
      description: "Each from a start of its own, all at once.",
    },
    {
      kind: "slider",
      name: "steps",
      label: "Steps of Adam",
      min: 50,
      max: 3000,
      step: 50,
      value: 800,
      description: "At a learning rate of 0.01, on all points, or 64 at a time where there are more.",
    },
    {
      kind: "select",
      name: "activation",
      label: "Activation in training",
      options: [
        { value: "leaky", label: "leaky ReLU, slope 0.1 below 0" },
        { value: "relu", label: "ReLU" },
      ],
      value: "leaky",
      description: "The exact weights are for ReLU. In training, two ReLU units a layer often die together.",
    },
    {
      kind: "select",
      name: "initialisation",
      label: "Start of the training",
      options: [
        { value: "uniform", label: "uniform within 1/√inputs, biases too" },
        { value: "he", label: "He: normal, biases 0" },
      ],
      value: "uniform",
    },
  ],
  presets: [
    {
      name: "Six folds",
      sentence:
        "37 parameters each: the deep network folds 64 pieces without an error, the shallow one has at most 13.",
      params: {},
    },
    {
      name: "Ten folds",
      sentence: "61 parameters make 1024 pieces; a shallow network would need 3067 parameters for them.",
      params: { folds: 10, weights: "exact" },
    },
    {
      name: "Three folds",
      sentence: "At 19 parameters both can do all 8 labels, so that only training tells them apart.",
      params: { folds: 3, steps: 1000 },
    },
    {
      name: "A smooth target",
      sentence: "One sine wave has little to fold: at 49 parameters the wide network comes nearer to it.",
      params: { target: "smooth", folds: 8, steps: 1500 },
    },
    {
      name: "Dying units",
      sentence:
        "Two ReLU units a layer and biases of 0: most deep networks are constant before they have learned anything.",
      params: { activation: "relu", initialisation: "he" },
    },
    {
      name: "Quick look",
      sentence: "Four folds and eight networks, in a moment.",
      params: { folds: 4, networks: 8, steps: 50 },
    },
  ],
  prediction: {
    question:
      "What share of the 2ᵏ labels does the best shallow network with no more parameters than the deep one get wrong?",
    unit: "%",
    min: 0,
    max: 50,
    step: 0.5,
    check: "Wrong labels, best shallow network, in %",
  },
  preview: (params) => previewBounds(readSettings(params)),
  fused: true,
  calibrate: (context) => trainEndlessly(context, readSettings(context.params)),
  start: startRun,
};
