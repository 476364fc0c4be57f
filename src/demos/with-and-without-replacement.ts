import { finiteCorrection } from "../math/finitePopulation";
import { distinctMean } from "../math/occupancy";
import type { Demo } from "./demo";
import { ratioCheck } from "./with-and-without-replacement/checks";
import { drawDistinct, drawRatios } from "./with-and-without-replacement/panels";
import { readSettings } from "./with-and-without-replacement/problem";
import { drawOnAndOn, startRun } from "./with-and-without-replacement/run";

/** Samples both ways from one population: how their means vary, and how many distinct items they hold. */
export const withAndWithoutReplacement: Demo = {
  id: "with-and-without-replacement",
  title: "With against without replacement: the urn",
  claim:
    "Without replacement the mean of a sample varies less than with it, by a factor that the share of the population in " +
    "the sample decides; and a bootstrap sample of many items holds about 63.2 % of them.",
  questions: ["7.2/2"],
  controls: [
    { kind: "slider", name: "items", label: "Items of the population N", min: 50, max: 5000, step: 50, value: 1000 },
    {
      kind: "slider",
      name: "draws",
      label: "Sample size n",
      min: 5,
      max: 1000,
      step: 5,
      value: 100,
      description: "At most N. The bootstrap resamples n items: that many again, with replacement.",
    },
    {
      kind: "select",
      name: "shape",
      label: "Population",
      options: [
        { value: "normal", label: "Normal" },
        { value: "lognormal", label: "Lognormal: a long tail" },
        { value: "uniform", label: "Uniform" },
        { value: "rare", label: "One tenth is 1000, the rest 0" },
      ],
      value: "normal",
    },
    {
      kind: "slider",
      name: "replicates",
      label: "Samples drawn each way R",
      min: 2000,
      max: 100_000,
      step: 0.1,
      value: 100_000,
      scale: "log",
      description: "The variance ratio of nearly normal means has a relative standard error of about √(4/R).",
    },
  ],
  presets: [
    {
      name: "Survey",
      sentence: "One item in ten is asked: it matters little whether one may be asked twice.",
      params: {},
    },
    {
      name: "Almost everyone",
      sentence: "Of 1000 items 900 are asked: without replacement most of the variance is gone.",
      params: { draws: 900 },
    },
    {
      name: "A large country",
      sentence: "Of 5000 items 50 are asked: at one per cent of the population the correction can be ignored.",
      params: { items: 5000, draws: 50 },
    },
    {
      name: "Bootstrap of five",
      sentence: "Five items resampled: 67.2 % of them are there on average, and the law is far from normal.",
      params: { draws: 5 },
    },
    {
      name: "Long tail",
      sentence: "Means of a lognormal population are skewed; the variance ratio is the same.",
      params: { shape: "lognormal", draws: 20 },
    },
    {
      name: "Hypergeometric",
      sentence: "The number of rare items in a sample is hypergeometric without replacement and binomial with it.",
      params: { shape: "rare", items: 200, draws: 100 },
    },
    {
      name: "Quick look",
      sentence: "Two thousand samples of 50 of 200 items, drawn in a moment.",
      params: { items: 200, draws: 50, replicates: 2000 },
    },
  ],
  prediction: {
    question:
      "How many times the variance with replacement is the variance of the mean without it, at the values below?",
    min: 0,
    max: 1,
    step: 0.01,
    check: ratioCheck,
  },
  preview: (params) => {
    const settings = readSettings(params);
    const { items, draws } = settings;
    return {
      sentence:
        `By theory the mean of ${draws} of ${items} items has ${Number(finiteCorrection(draws, items).toFixed(3))} times the variance ` +
        `without replacement that it has with it, and a bootstrap sample of ${draws} holds ` +
        `${((100 * distinctMean(draws, draws)) / draws).toFixed(1)} % distinct items.`,
      panels: [{ ...drawRatios(settings, { samples: [] }), answers: true }, drawDistinct(settings, { samples: [] })],
    };
  },
  calibrate: drawOnAndOn,
  fused: true,
  start: startRun,
};
