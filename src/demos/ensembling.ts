import { majorityProbability } from "../math/binomial";
import type { Demo } from "./demo";
import { shareCheck } from "./ensembling/checks";
import { drawFormula, drawJury, percent } from "./ensembling/panels";
import { readSettings } from "./ensembling/problem";
import { startRun } from "./ensembling/run";
import { varianceOfMean } from "./ensembling/spread";
import { tasteTraining } from "./ensembling/stages";

/** The variance of a mean of networks against the formula, over re-drawn training sets; and what votes add. */
export const ensembling: Demo = {
  id: "ensembling",
  title: "Ensembles: how much is really independent?",
  claim:
    "The mean of M networks has variance ρσ² + (1 − ρ)σ²/M: averaging removes what they do not have in common, and " +
    "leaves the bias as it is.",
  questions: ["7.1/11"],
  controls: [
    {
      kind: "select",
      name: "diversity",
      label: "Members differ in",
      options: [
        { value: "starts", label: "their random start" },
        { value: "bootstrap", label: "their bootstrap sample" },
        { value: "features", label: "the two of three features that they see" },
        { value: "everything", label: "start, bootstrap sample and features" },
        { value: "identical", label: "nothing" },
      ],
      value: "starts",
      description: "All members of an ensemble learn from one training set; what they do not differ in, they share.",
    },
    { kind: "slider", name: "members", label: "Members M", min: 2, max: 64, step: 1, value: 16 },
    {
      kind: "slider",
      name: "hidden",
      label: "Hidden units",
      min: 1,
      max: 6,
      step: 1,
      value: 6,
      description: "Each network has three inputs, these hyperbolic tangents, and one output.",
    },
    { kind: "slider", name: "noise", label: "Noise in the training data", min: 0, max: 1, step: 0.05, value: 0.5 },
    { kind: "slider", name: "examples", label: "Examples in a training set", min: 10, max: 60, step: 2, value: 24 },
    {
      kind: "slider",
      name: "sets",
      label: "Training sets",
      min: 32,
      max: 96,
      step: 8,
      value: 64,
      description: "Drawn anew, with an ensemble for each: variance and correlation are over these.",
    },
    {
      kind: "slider",
      name: "correlation",
      label: "ρ of simulated predictions",
      min: 0,
      max: 1,
      step: 0.05,
      value: 0.3,
    },
    { kind: "slider", name: "variance", label: "σ² of simulated predictions", min: 0.1, max: 4, step: 0.1, value: 2 },
    {
      kind: "slider",
      name: "voter",
      label: "Probability that a simulated voter is right",
      min: 0.05,
      max: 0.95,
      step: 0.05,
      value: 0.7,
    },
  ],
  presets: [
    {
      name: "Random starts",
      sentence: "Networks that differ in nothing but their random start share what they learn from the same examples.",
      params: {},
    },
    {
      name: "Bagging",
      sentence: "Every network learns from a bootstrap sample of its own: more variance each, less in common.",
      params: { diversity: "bootstrap" },
    },
    {
      name: "Feature subsets",
      sentence: "Each network sees two of three features: they have a large bias, which no average takes away.",
      params: { diversity: "features" },
    },
    {
      name: "Nothing differs",
      sentence: "Sixteen identical networks are one network: ρ is 1, and averaging does nothing.",
      params: { diversity: "identical" },
    },
    {
      name: "Too small to differ",
      sentence:
        "One hidden unit: whatever their start, members end up nearly alike, and averaging has little to remove.",
      params: { hidden: 1 },
    },
    {
      name: "Voters worse than a coin",
      sentence: "Right with probability 0.4 each, independent voters get worse the more of them there are.",
      params: { voter: 0.4, members: 21 },
    },
    {
      name: "Quick look",
      sentence: "Four members and 32 training sets, in a moment.",
      params: { members: 4, hidden: 3, sets: 32, examples: 16 },
    },
  ],
  prediction: {
    question: "What share of one network's variance is left in the mean of the networks, at the values below?",
    min: 0,
    max: 1,
    step: 0.01,
    check: shareCheck,
  },
  preview: (params) => {
    const settings = readSettings(params);
    const { correlation, variance, members, voter } = settings;
    const digits = (value: number) => Number(value.toPrecision(3));
    return {
      sentence:
        `By theory the mean of ${members} predictions with σ² = ${variance} and ρ = ${correlation} has variance ` +
        `${digits(varianceOfMean(correlation, variance, members))}, where independent ones would have ` +
        `${digits(variance / members)}; and the majority of ${members} independent voters, each right with probability ` +
        `${voter}, is right with probability ${percent(majorityProbability(members, voter))}.`,
      panels: [drawFormula(settings), drawJury(settings, { steps: 0 })],
    };
  },
  calibrate: (context) => tasteTraining(context, readSettings(context.params)),
  fused: true,
  start: startRun,
};
