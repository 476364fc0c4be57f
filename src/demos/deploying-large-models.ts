import type { Demo } from "./demo";
import { predicted } from "./deploying-large-models/checks";
import { calibrate } from "./deploying-large-models/classifier";
import { models } from "./deploying-large-models/models";
import { preview } from "./deploying-large-models/preview";
import { startRun } from "./deploying-large-models/run";

/** What fewer bits cost, how long one waits in a queue, and what this machine can do. */
export const deployingLargeModels: Demo = {
  id: "deploying-large-models",
  title: "Deploying large models: bits, batches and queues",
  claim:
    "Each bit less doubles the rounding step and costs 6.02 decibels; near full load, with random arrivals, one reply in a " +
    "hundred takes many times as long as a service; and a larger batch shares one reading of the weights among more " +
    "requests.",
  questions: ["7.1/14"],
  controls: [
    {
      kind: "slider",
      name: "bits",
      label: "Bits for each weight",
      min: 2,
      max: 16,
      step: 1,
      value: 4,
      description:
        "Weights are rounded to that many bits and computed with in 32: this shows accuracy and size, not speed. " +
        "Neither WebGL nor WASM multiplies matrices of 8-bit numbers here.",
    },
    {
      kind: "select",
      name: "granularity",
      label: "Scales",
      options: [
        { value: "channel", label: "One for each output channel" },
        { value: "tensor", label: "One for each tensor" },
      ],
      value: "channel",
    },
    { kind: "slider", name: "steps", label: "Training steps", min: 20, max: 400, step: 20, value: 120 },
    {
      kind: "slider",
      name: "spread",
      label: "Spread of the channels",
      min: 0,
      max: 2,
      step: 0.1,
      value: 0.5,
      description:
        "Standard deviation of the logarithm of a factor on each hidden channel, undone behind it: the network computes " +
        "the same, but its channels have unequal scales, as those of large models do.",
    },
    {
      kind: "slider",
      name: "batch",
      label: "Largest batch",
      min: 1,
      max: 256,
      step: 1,
      value: 64,
      description:
        "Batches up to this one are timed, as long as none is slow; the memory holds the cache of so many sequences.",
    },
    {
      kind: "select",
      name: "width",
      label: "Width of the layer that is timed",
      options: ["128", "256", "512", "1024", "2048"].map((value) => ({ value, label: value })),
      value: "256",
      description: "A GPU needs a wide layer to be busy; plain JavaScript is slow with one.",
    },
    {
      kind: "slider",
      name: "load",
      label: "Load ρ",
      min: 0.1,
      max: 0.98,
      step: 0.01,
      value: 0.9,
      description: "Arrivals for each service that could be done. The queue is stable below 1.",
    },
    {
      kind: "select",
      name: "queue",
      label: "Service time",
      options: [
        { value: "markov", label: "Exponential: M/M/1" },
        { value: "deterministic", label: "Always the same: M/D/1" },
      ],
      value: "markov",
    },
    {
      kind: "slider",
      name: "fanOut",
      label: "Servers that a request waits for",
      min: 1,
      max: 300,
      step: 1,
      value: 100,
    },
    {
      kind: "select",
      name: "model",
      label: "Model in the calculator",
      options: Object.entries(models).map(([value, { name }]) => ({ value, label: name })),
      value: "llama-2-7b",
    },
  ],
  presets: [
    {
      name: "Four bits, a scale a channel",
      sentence: "Llama 2 7B in a quarter of its 16-bit memory; the small network loses a point or two of accuracy.",
      params: {},
    },
    {
      name: "One scale for all",
      sentence: "With channels of very unequal size one scale for a whole tensor needs several more bits.",
      params: { granularity: "tensor", spread: 1 },
    },
    {
      name: "Nearly saturated",
      sentence: "At load 0.98 the mean response of M/M/1 is 50 service times and the 99th percentile 230.",
      params: { load: 0.98 },
    },
    {
      name: "Always the same work",
      sentence: "Where every request takes as long as the next, one waits half as long in the queue.",
      params: { queue: "deterministic" },
    },
    {
      name: "Grouped-query attention",
      sentence: "Llama 3.1 8B keeps keys and values for 8 heads instead of 32: a quarter of the cache.",
      params: { model: "llama-3.1-8b" },
    },
    {
      name: "A GPU's layer",
      sentence: "A layer wide enough to keep a GPU busy, with batches up to 256. Slow without a GPU.",
      params: { width: "2048", batch: 256 },
    },
    {
      name: "Quick look",
      sentence: "Small batches of a narrow layer, in a moment.",
      params: { width: "128", batch: 4, steps: 20 },
    },
  ],
  prediction: {
    question:
      "A server is busy 90 % of the time, with random arrivals and exponential service: how many mean service times is the " +
      "99th percentile of the response?",
    unit: "service times",
    min: 1,
    max: 200,
    step: 1,
    check: predicted,
  },
  preview,
  calibrate,
  start: startRun,
};
