import { divergence, softmax } from "../math/candidateSampler";
import { negativeCheck } from "./candidate-sampling/checks";
import { drawLogits, drawPartition } from "./candidate-sampling/panels";
import { createProblem, isExact } from "./candidate-sampling/problem";
import { startRun } from "./candidate-sampling/run";
import type { Demo } from "./demo";

/** Losses over sampled candidates: what each learns, how far its gradient is off, and how much time it saves. */
export const candidateSampling: Demo = {
  id: "candidate-sampling",
  title: "Candidate sampling: what did each loss learn?",
  claim:
    "Sampled softmax with −log Q learns log p up to a constant, and NCE log p itself; without the correction, and with " +
    "negative sampling, a model learns log(p/q) up to a constant. All of them score a few candidates instead of V classes.",
  questions: ["7.2/5"],
  controls: [
    {
      kind: "slider",
      name: "classes",
      label: "Classes V",
      min: 100,
      max: 20_000,
      step: 0.1,
      value: 10_000,
      scale: "log",
      description: "Their probabilities follow Zipf's law: class i has p in proportion to 1/(i + 1).",
    },
    {
      kind: "slider",
      name: "candidates",
      label: "Candidates m",
      min: 1,
      max: 1000,
      step: 0.1,
      value: 64,
      scale: "log",
    },
    {
      kind: "slider",
      name: "noise",
      label: "Noise draws k",
      min: 1,
      max: 50,
      step: 1,
      value: 5,
      description: "For each true pair, with NCE and negative sampling.",
    },
    {
      kind: "select",
      name: "sampler",
      label: "Sampler q",
      options: [
        { value: "log-uniform", label: "Log-uniform" },
        { value: "uniform", label: "Uniform" },
        { value: "unigram", label: "Unigram frequencies to the power ¾" },
        { value: "softmax", label: "The model's own softmax" },
      ],
      value: "log-uniform",
      description: "The model's own softmax is p where there is no context.",
    },
    {
      kind: "select",
      name: "scheme",
      label: "Candidates are",
      options: [
        { value: "replacement", label: "m draws with replacement" },
        { value: "unique", label: "unique: each class in or out by itself" },
      ],
      value: "replacement",
      description:
        "Unique: a Poisson number of draws, m in the mean, each class kept once; so it is in with probability " +
        "Q = 1 − e^(−mq), independently of others. With replacement Q = mq.",
    },
    {
      kind: "select",
      name: "hits",
      label: "Accidental hits",
      options: [
        { value: "kept", label: "kept" },
        { value: "removed", label: "removed" },
      ],
      value: "kept",
      description:
        "Draws of the true class itself. log p is learned exactly if draws with replacement keep them, or unique " +
        "candidates drop them; in the other two cases nearly.",
    },
    {
      kind: "slider",
      name: "draws",
      label: "Random draws of a measurement",
      min: 100_000,
      max: 10_000_000,
      step: 0.1,
      value: 2_000_000,
      scale: "log",
    },
  ],
  presets: [
    {
      name: "Next word",
      sentence: "Of 10,000 words 64 are scored: what each loss learned, and what the correction is for.",
      params: {},
    },
    {
      name: "Uniform candidates",
      sentence: "Frequent words are hardly ever drawn: an estimate of Z has a standard deviation of 163 % at m = 64.",
      params: { sampler: "uniform" },
    },
    {
      name: "Own softmax",
      sentence:
        "Candidates from the model itself: the gradient has no bias, and negative sampling, which draws from p here, learns a constant.",
      params: { sampler: "softmax" },
    },
    {
      name: "Unique candidates",
      sentence:
        "Each class in or out by itself, the true one taken out: Q is no longer mq, and log p is learned all the same.",
      params: { scheme: "unique", hits: "removed" },
    },
    {
      name: "Hits removed from draws",
      sentence:
        "Draws with replacement without the true class: what sampled softmax learns is then a little off log p.",
      params: { hits: "removed" },
    },
    {
      name: "Word2vec",
      sentence: "Fifteen noise words from frequencies to the power ¾: logits follow ¼ log p, which lifts rare words.",
      params: { sampler: "unigram", noise: 15 },
    },
    {
      name: "Quick look",
      sentence: "Two hundred classes and eight candidates, done in a moment.",
      params: { classes: 200, candidates: 8, draws: 100_000 },
    },
  ],
  prediction: {
    question:
      "How many nats is the truth away from the softmax of what negative sampling learned, at the values below?",
    unit: "nats",
    min: 0,
    max: 4,
    step: 0.05,
    check: negativeCheck,
  },
  preview: (params) => {
    const problem = createProblem(params, 0);
    const { settings, truth, logTruth, sampler } = problem;
    const ratio = logTruth.map((log, i) => log - Math.log(sampler.probabilities[i] as number));
    const lost = divergence(truth, softmax(ratio));
    return {
      sentence:
        `By theory NCE learns log p of the ${settings.classes} classes, corrected sampled softmax ` +
        `${isExact(settings) ? "the same up to a constant" : "nearly the same, up to a constant"}; negative sampling learns ` +
        `log(p/q)${settings.noise > 1 ? ` − ${Math.log(settings.noise).toFixed(3)}` : ""}, from the softmax of which the truth ` +
        `is ${lost < 5e-4 ? 0 : lost.toFixed(3)} nats away.`,
      panels: [
        drawLogits(problem, { learned: [], trainings: [] }),
        drawPartition(problem, { learned: [], trainings: [] }),
      ],
    };
  },
  start: startRun,
};
