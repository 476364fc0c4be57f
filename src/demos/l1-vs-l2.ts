import { normalCdf } from "../math/normalDistribution";
import type { Demo } from "./demo";
import { drawGeometry } from "./l1-vs-l2/geometry";
import { penaltyOf, readSettings } from "./l1-vs-l2/problem";
import { startRun } from "./l1-vs-l2/run";
import { stepAdam } from "./l1-vs-l2/stages";

/** L1 gives exact zeros, L2 and Adam on L1 do not: counted, drawn, and checked against the closed forms. */
export const l1VsL2: Demo = {
  id: "l1-vs-l2",
  title: "L1 against L2: corner and circle",
  claim:
    "An L1 penalty sets weights to exactly 0, an L2 penalty only shrinks them, and the zeros come from the " +
    "proximal step: Adam on the very same L1 objective leaves none.",
  questions: ["7.1/12"],
  controls: [
    {
      kind: "slider",
      name: "lambda",
      label: "Penalty λ",
      min: 0.05,
      max: 20,
      step: 0.02,
      value: 2,
      scale: "log",
      description:
        "F(w) = ½‖y − Xw‖² + λ₁‖w‖₁ + ½λ₂‖w‖², with the factor ½ and without 1/n. Columns of X have length 1.",
    },
    {
      kind: "slider",
      name: "mix",
      label: "Elastic-net mix",
      min: 0.1,
      max: 1,
      step: 0.05,
      value: 1,
      description: "λ₁ = mix · λ and λ₂ = (1 − mix) · λ. At 1 it is the lasso.",
    },
    {
      kind: "slider",
      name: "correlation",
      label: "Correlation of neighbouring features",
      min: 0,
      max: 0.95,
      step: 0.05,
      value: 0.5,
    },
    { kind: "slider", name: "rows", label: "Examples n", min: 20, max: 400, step: 10, value: 100 },
    { kind: "slider", name: "weights", label: "Weights p", min: 10, max: 100, step: 5, value: 50 },
    {
      kind: "slider",
      name: "nonzero",
      label: "True weights that are not 0",
      min: 0,
      max: 50,
      step: 1,
      value: 10,
      description: "Their sizes are between 3 and 8.",
    },
    { kind: "slider", name: "noise", label: "Noise σ", min: 0.1, max: 3, step: 0.1, value: 1 },
    {
      kind: "select",
      name: "solver",
      label: "Proximal solver",
      options: [
        { value: "fista", label: "FISTA (with momentum)" },
        { value: "ista", label: "ISTA (plain steps)" },
      ],
      value: "fista",
    },
  ],
  presets: [
    {
      name: "Corner and circle",
      sentence: "Ten of fifty features matter: L1 finds most of the others to be 0.",
      params: {},
    },
    {
      name: "Nearly orthonormal",
      sentence: "Without correlation and with many examples the count of zeros stays near the theory's curve.",
      params: { correlation: 0, rows: 400 },
    },
    {
      name: "Near twins",
      sentence:
        "Of features that say almost the same, L1 tends to keep one and drop the others, partly by the accident of the noise.",
      params: { correlation: 0.95 },
    },
    {
      name: "Elastic net on near twins",
      sentence: "Half the penalty as L2 lets near twins share their weight: fewer zeros, steadier weights.",
      params: { correlation: 0.95, mix: 0.5 },
    },
    {
      name: "More weights than examples",
      sentence: "With 100 weights and 40 examples least squares has no single answer; L1 keeps at most 40 weights.",
      params: { rows: 40, weights: 100 },
    },
    {
      name: "Without momentum",
      sentence: "ISTA reaches the same zeros as FISTA, in many more steps.",
      params: { solver: "ista", correlation: 0.8 },
    },
    {
      name: "Quick look",
      sentence: "A small problem of 20 weights, solved in a moment.",
      params: { rows: 60, weights: 20, nonzero: 5 },
    },
  ],
  prediction: {
    question: "How many of the weights will L1 set to exactly 0, at the values below?",
    unit: "weights",
    min: 0,
    max: 100,
    step: 1,
    check: "Exact zeros, L1 by proximal steps",
  },
  preview: (params) => {
    const settings = readSettings(params);
    const { lambda, noise, correlation } = settings;
    const penalty = penaltyOf(settings, lambda);
    const share = (l1: number) => 2 * normalCdf(l1 / noise) - 1;
    const lambdas = Array.from({ length: 100 }, (_, i) => (4 * noise * i) / 99);
    const percent = 100 * share(penalty.l1);
    // What is not certain is not rounded to certainty.
    const chance = percent > 99.9 ? "over 99.9 %" : `${percent.toPrecision(3)} %`;
    return {
      sentence:
        `By theory, with orthonormal features and noise ${noise}, a weight whose true value is 0 becomes exactly 0 with ` +
        `probability ${chance} under L1 at λ₁ = ${Number(penalty.l1.toPrecision(3))}, and with probability 0 under L2.`,
      panels: [
        drawGeometry(correlation, penalty, lambda),
        {
          title: "How likely a useless weight is exactly 0",
          x: { label: "λ₁", values: lambdas },
          y: { label: "Probability" },
          series: [
            { label: "L1: 2Φ(λ₁/σ) − 1", values: lambdas.map(share), kind: "line", role: "exact" },
            { label: "L2", values: lambdas.map(() => 0), kind: "line", role: "exact" },
          ],
          summary: `Under L1 it is 68.3 % at λ₁ = σ, 95.4 % at 2σ and 99.7 % at 3σ; under L2 it is 0 everywhere.`,
        },
      ],
    };
  },
  fused: true,
  calibrate: stepAdam,
  start: startRun,
};
