import { normalCdf } from "../math/normalDistribution";
import type { Demo } from "./demo";
import { productionCheck } from "./drift/checks";
import { tasteKernelTests } from "./drift/diagnosis";
import { drawMeasures } from "./drift/panels";
import { readSettings } from "./drift/problem";
import { startRun } from "./drift/run";
import { exactAccuracy, worldsOf } from "./drift/world";

/** A model that did well offline and does badly in production: what notices, which cause it is, and what helps. */
export const drift: Demo = {
  id: "drift",
  title: "Drift clinic: which test names which cause?",
  claim:
    "Each cause of a drop in production shows in other measurements and has another remedy; tests of inputs see only what " +
    "moves the inputs.",
  questions: ["7.1/15.i", "7.1/15.ii", "7.1/15.iii"],
  controls: [
    {
      kind: "select",
      name: "cause",
      label: "What happens",
      options: [
        { value: "none", label: "Nothing" },
        { value: "covariate", label: "Covariate shift: x₂ moves by δ" },
        { value: "prior", label: "Prior shift: positives from ½ to ½ − δ/5" },
        { value: "concept", label: "Concept drift: a share δ/2 of labels follows x₃" },
        { value: "unit", label: "Train–serve skew: x₁ served as (1 + δ)(x₁ − δ)" },
        { value: "missing", label: "Train–serve skew: a share δ/4 of x₁ served as 0" },
        { value: "leakage", label: "Leakage: offline, x₄ knows a share δ of labels, at most all" },
        { value: "feedback", label: "Feedback loop: a share 0.45 δ of the rejected stays away" },
      ],
      value: "covariate",
    },
    { kind: "slider", name: "severity", label: "Severity δ", min: 0, max: 2, step: 0.05, value: 1 },
    { kind: "slider", name: "batch", label: "Rows in a batch", min: 100, max: 2000, step: 50, value: 500 },
    { kind: "slider", name: "features", label: "Features", min: 4, max: 20, step: 1, value: 8 },
    {
      kind: "select",
      name: "level",
      label: "Level α of the tests",
      options: ["0.1", "0.05", "0.01", "0.001"].map((value) => ({ value, label: `${100 * Number(value)} %` })),
      value: "0.05",
    },
    {
      kind: "select",
      name: "correction",
      label: "Correction for many tests",
      options: [
        { value: "bonferroni", label: "Bonferroni: the tests of a batch share α" },
        { value: "none", label: "None" },
      ],
      value: "bonferroni",
    },
    {
      kind: "select",
      name: "remedy",
      label: "Remedy",
      options: [
        { value: "diagnosed", label: "What the diagnosis asks for" },
        { value: "none", label: "Nothing" },
        { value: "weight", label: "Weight the old rows by q(x)/p(x)" },
        { value: "threshold", label: "Move the threshold to the new class shares" },
        { value: "recalibrate", label: "Recalibrate on a batch with labels" },
        { value: "retrain", label: "Retrain on a batch with labels" },
        { value: "pipeline", label: "Repair the pipeline: serve what was trained on" },
        { value: "split", label: "Train again without the leaking feature" },
        { value: "explore", label: "Explore: judge by a random group that is served whatever the model says" },
      ],
      value: "diagnosed",
    },
    { kind: "slider", name: "delay", label: "Labels are late by batches", min: 0, max: 6, step: 1, value: 2 },
    {
      kind: "slider",
      name: "curvature",
      label: "Curvature of the true law",
      min: 0,
      max: 1,
      step: 0.1,
      value: 0.6,
      description: "The model is linear in x₁ and x₂. At 0 that is right, and weighting has nothing to gain.",
    },
  ],
  presets: [
    {
      name: "Covariate shift",
      sentence: "Inputs move to where the linear model is wrong: tests of inputs see it, and weighting helps.",
      params: {},
    },
    {
      name: "Significant and harmless",
      sentence: "The same shift of inputs, but the model's form is right: tests of inputs alarm, and accuracy stays.",
      params: { curvature: 0 },
    },
    {
      name: "Prior shift",
      sentence: "Positives fall from 50 % to 10 %: the confusion matrix tells how many, and a new threshold is enough.",
      params: { cause: "prior", severity: 2, curvature: 0 },
    },
    {
      name: "Concept drift",
      sentence: "Inputs stay as they are and labels follow another rule: only late labels notice.",
      params: { cause: "concept" },
    },
    {
      name: "A default for missing values",
      sentence: "A quarter of one feature is served as 0: a replay with recomputed features shows where it was lost.",
      params: { cause: "missing" },
    },
    {
      name: "Leakage",
      sentence: "The test score was never true: a fresh test set says so, while each single feature looks as it did.",
      params: { cause: "leakage" },
    },
    {
      name: "Feedback loop",
      sentence:
        "The rejected stay away: the accuracy of those who come looks fine, and only a hold-out group tells it from a shift.",
      params: { cause: "feedback" },
    },
    {
      name: "Twenty features, no correction",
      sentence: "Nothing has drifted, and in most batches some feature alarms all the same.",
      params: { cause: "none", features: 20, correction: "none" },
    },
    {
      name: "Retraining for everything",
      sentence: "Retraining on served rows learns around a wrong unit, instead of repairing it.",
      params: { cause: "unit", remedy: "retrain" },
    },
    {
      name: "Quick look",
      sentence: "Small batches of four features, in a moment.",
      params: { batch: 100, features: 4 },
    },
  ],
  prediction: {
    question: "What is the model's accuracy in production, before any repair, at the values below?",
    min: 0.3,
    max: 1,
    step: 0.01,
    check: productionCheck,
  },
  preview: (params) => {
    const { cause, severity, curvature, features } = readSettings(params);
    const { offline, production } = worldsOf(cause, severity, curvature);
    // As a model of the right signs would be: x₁ alone, and x₄ where that is as good as known.
    const model = { weights: Float64Array.from({ length: features }, (_, i) => (i === 0 ? 1 : 0)), intercept: 0 };
    model.weights[3] = 2 * offline.leak - 1;
    const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
    return {
      sentence:
        `By theory a model that looks at x₁ alone${offline.leak > 0.5 ? ", and at x₄ as far as it leaks," : ""} is right in ` +
        `${percent(exactAccuracy(model, offline))} of cases offline and in ${percent(exactAccuracy(model, production))} in ` +
        `production; a shift of one normal feature by ${severity} gives a largest gap of ` +
        `${Number((2 * normalCdf(severity / 2) - 1).toPrecision(3))} and leaves ` +
        `${percent(Math.exp(-(severity ** 2)))} of the old rows after weighting.`,
      panels: [drawMeasures(severity)],
    };
  },
  calibrate: tasteKernelTests,
  start: startRun,
};
