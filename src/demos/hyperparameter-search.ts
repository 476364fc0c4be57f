import type { Demo } from "./demo";
import { trialsForTop } from "./hyperparameter-search/checks";
import { chanceOfHit } from "./hyperparameter-search/exact";
import { trainForever } from "./hyperparameter-search/networks";
import { drawBrackets, drawHits, shorten } from "./hyperparameter-search/panels";
import { startRun } from "./hyperparameter-search/run";
import { readSettings, topShare } from "./hyperparameter-search/settings";

/** Five ways to search for hyperparameters with one budget, many times over, against what is exact about chance. */
export const hyperparameterSearch: Demo = {
  id: "hyperparameter-search",
  title: "Hyperparameter search: one budget, five searchers",
  claim:
    "Random search nearly always hits the best 5 % of the space within some dozens of trials, and beats a grid where few " +
    "dimensions matter. Searches that learn from results or stop bad runs early often beat it. A winner by noisy values " +
    "looks better than it is.",
  questions: ["7.1/8.iii"],
  controls: [
    {
      kind: "select",
      name: "objective",
      label: "Objective",
      options: [
        { value: "branin", label: "Branin (2 dimensions, three equal minima)" },
        { value: "hartmann", label: "Hartmann (6 dimensions)" },
        { value: "ridge", label: "One dimension that matters (Bergstra and Bengio)" },
        { value: "networks", label: "Small networks: learning rate, width, weight decay" },
      ],
      value: "branin",
      description:
        "Regret is the true value less the least there is. The networks are trained in one population, 400 of them for " +
        "200 settings, and searches look up what they would have trained: 810 steps are a full evaluation.",
    },
    {
      kind: "slider",
      name: "budget",
      label: "Budget",
      min: 9,
      max: 100,
      step: 1,
      value: 60,
      unit: "full evaluations",
      description:
        "The same for all. Hyperband spends it in parts: a full evaluation is 81 units of resource, and each rung is paid " +
        "from its start.",
    },
    {
      kind: "slider",
      name: "repeats",
      label: "Searches by the Gaussian process",
      min: 10,
      max: 100,
      step: 10,
      value: 60,
      description: "The other searchers are cheap to compute: each gets ten times as many.",
    },
    {
      kind: "slider",
      name: "noise",
      label: "Noise of a full evaluation",
      min: 0,
      max: 1,
      step: 0.05,
      value: 0,
      unit: "standard deviations",
      description:
        "In standard deviations of the objective over its space. For the networks it is what it is: a validation set " +
        "of 100 examples, and two starts of each setting.",
    },
    {
      kind: "slider",
      name: "early",
      label: "Error of the shortest run",
      min: 0,
      max: 2,
      step: 0.1,
      value: 0.5,
      unit: "standard deviations",
      description:
        "A run shows the mean of the units it has had: after r of 81 it is off its final value by a normal error of " +
        "variance proportional to 1/r − 1/81. For the networks the error is that of a run stopped early.",
    },
    {
      kind: "slider",
      name: "eta",
      label: "Hyperband's η",
      min: 2,
      max: 5,
      step: 1,
      value: 3,
      description: "The best 1/η of the runs go on, with η times the resource.",
    },
    {
      kind: "slider",
      name: "irrelevant",
      label: "Dimensions that change nothing",
      min: 0,
      max: 4,
      step: 1,
      value: 1,
      description: "Added to those of the objective. The networks have their three.",
    },
  ],
  presets: [
    {
      name: "Five searchers on Branin",
      sentence: "Three dimensions of which two matter: the Gaussian process is far ahead, and the grid is last.",
      params: {},
    },
    {
      name: "Bergstra and Bengio's picture",
      sentence: "Nine trials, two dimensions, one that matters: the grid tries 3 values of it, random search 9.",
      params: { objective: "ridge", budget: 9 },
    },
    {
      name: "Six dimensions",
      sentence: "A grid of 60 points has at most two values for a dimension; a Gaussian process still learns.",
      params: { objective: "hartmann", irrelevant: 0, repeats: 30 },
    },
    {
      name: "Noise",
      sentence:
        "With noisy evaluations the best value seen need not belong to the best setting: all searchers fall back.",
      params: { noise: 0.3, repeats: 30 },
    },
    {
      name: "Misleading beginnings",
      sentence: "When the first units of a run say little about its end, stopping early throws good settings away.",
      params: { early: 2, repeats: 20 },
    },
    {
      name: "Real networks",
      sentence: "Learning rate, width and weight decay of small networks, chosen on 100 validation examples.",
      params: { objective: "networks", budget: 40, repeats: 20 },
    },
    {
      name: "Quick look",
      sentence: "A short budget and few repetitions, done in a moment.",
      params: { budget: 16, repeats: 20 },
    },
  ],
  prediction: {
    question: "After how many random trials is the chance to have hit the best 5 % of the space 95 %?",
    unit: "trials",
    min: 1,
    max: 200,
    step: 1,
    check: trialsForTop,
  },
  preview: (params) => {
    const settings = readSettings(params);
    const { budget } = settings;
    return {
      sentence:
        `By theory ${budget} random trials hit the best 5 % of the space with probability ` +
        `${(100 * chanceOfHit(topShare, budget)).toFixed(1)} %, in any number of dimensions; the share of ` +
        `the space that is better than the best of them is ${shorten(100 / (budget + 1))} % on average.`,
      panels: [{ ...drawHits(settings), answers: true }, drawBrackets(settings)],
    };
  },
  calibrate: trainForever,
  fused: true,
  start: startRun,
};
