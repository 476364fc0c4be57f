import type { Demo } from "./demo";
import { calibrate } from "./parametric-vs-nonparametric/calibrate";
import { predicted } from "./parametric-vs-nonparametric/checks";
import { preview } from "./parametric-vs-nonparametric/preview";
import { startRun } from "./parametric-vs-nonparametric/run";

/** From how many examples on neighbours beat a model of fixed form, how fast each learns, and what each costs. */
export const parametricVsNonparametric: Demo = {
  id: "parametric-vs-nonparametric",
  title: "Parametric against non-parametric: the crossing point",
  claim:
    "With few examples the model of fixed form mostly wins; if its form is wrong it stops at a floor, and beyond some " +
    "number of examples, which grows quickly with the number of features, neighbours win.",
  questions: ["7.1/10.ii"],
  controls: [
    {
      kind: "select",
      name: "truth",
      label: "True law",
      options: [
        { value: "linear", label: "Linear in the first feature" },
        { value: "sine", label: "sin 2πx of the first feature" },
        { value: "steps", label: "Up, down, up, down in the first feature" },
        { value: "xor", label: "XOR of the first two features" },
      ],
      value: "sine",
      description: "Each has variance ½. Features are uniform on [0, 1]; those that the law does not use are a burden.",
    },
    {
      kind: "slider",
      name: "most",
      label: "Most examples n",
      min: 100,
      max: 100_000,
      step: 0.05,
      value: 3000,
      scale: "log",
    },
    {
      kind: "slider",
      name: "features",
      label: "Features d",
      min: 1,
      max: 50,
      step: 1,
      value: 3,
      description: "The XOR law has at least two.",
    },
    { kind: "slider", name: "noise", label: "Noise σ", min: 0.1, max: 2, step: 0.1, value: 1 },
    {
      kind: "slider",
      name: "degree",
      label: "Degree of the parametric model",
      min: 1,
      max: 3,
      step: 1,
      value: 1,
      description:
        "A sum of polynomials in single features: 1 + d · degree weights; at 1 it is a straight line. " +
        "Its ridge penalty is chosen as k is.",
    },
    {
      kind: "slider",
      name: "neighbours",
      label: "Neighbours k",
      min: 0,
      max: 51,
      step: 1,
      value: 0,
      description: "0: chosen anew for every n, by the error on examples left out one at a time, over all data sets.",
    },
    {
      kind: "slider",
      name: "bandwidth",
      label: "Bandwidth h of the Gaussian kernel",
      min: 0,
      max: 1,
      step: 0.01,
      value: 0,
      description: "0: chosen as k is.",
    },
  ],
  presets: [
    {
      name: "A wrong line",
      sentence:
        "A straight line through a sine, with much noise: it is better up to some forty examples, and then no more.",
      params: {},
    },
    {
      name: "The right line",
      sentence: "Where the law is linear the line's error falls like 1/n, and neighbours never catch up.",
      params: { truth: "linear" },
    },
    {
      name: "A better form",
      sentence: "Degree 3 nearly has the form of the sine: its floor is 0.0044, and the crossing moves far out.",
      params: { degree: 3, most: 10_000, features: 1 },
    },
    {
      name: "Ten features, one of them useful",
      sentence: "Nine features that say nothing fill the space: neighbours need many times the examples.",
      params: { features: 10 },
    },
    {
      name: "XOR",
      sentence: "No sum of functions of single features learns XOR, whatever the degree: neighbours do.",
      params: { truth: "xor", features: 2, degree: 3, noise: 0.5 },
    },
    {
      name: "k is not tuned",
      sentence: "With k fixed at 1 the error of neighbours stops near the noise variance: k must grow with n.",
      params: { neighbours: 1, features: 1 },
    },
    {
      name: "Quick look",
      sentence: "Up to 100 examples of one feature, in a moment.",
      params: { most: 100, features: 1, noise: 0.5 },
    },
  ],
  prediction: {
    question:
      "Labels are 1 with probability 0.8 everywhere, so that no rule errs less often than with probability 0.2: how often " +
      "is the label of the one nearest neighbour wrong?",
    min: 0,
    max: 1,
    step: 0.01,
    check: predicted,
  },
  preview,
  calibrate,
  start: startRun,
};
