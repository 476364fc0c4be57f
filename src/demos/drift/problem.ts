import type { RunContext } from "../demo";
import type { Cause } from "./world";

/** What may be done about it. */
export type Remedy = "none" | "weight" | "threshold" | "recalibrate" | "retrain" | "pipeline" | "split" | "explore";

/** The values of the demo's controls. */
export interface Settings {
  cause: Cause;
  severity: number;
  batch: number;
  features: number;
  /** Of tests, and whether they share it. */
  level: number;
  correction: "none" | "bonferroni";
  /** `diagnosed`: what the diagnosis asks for. */
  remedy: Remedy | "diagnosed";
  /** Batches until labels are there. */
  delay: number;
  curvature: number;
}

/** The controls' values, typed. */
export function readSettings(params: RunContext["params"]): Settings {
  return { ...(params as unknown as Settings), level: Number(params.level) };
}

/** Tests of a batch: each feature, the model's output, and its accuracy. With Bonferroni's correction they share the level. */
export const levelOfTest = ({ level, correction, features }: Settings): number =>
  correction === "bonferroni" ? level / (features + 2) : level;

/** Batches of the stream, and how many of them come before the change. */
export const stream = { batches: 24, before: 8 };

/** Rows that the model is trained on; and rows that accuracies are counted on. */
export const trainingRows = 2000;
export const countedRows = 20_000;

/** How often something is repeated, of so often at most: small batches are for a quick look. */
export const repetitions = ({ batch }: Settings, wanted: number, most: number): number =>
  Math.ceil(Math.min(wanted, most) * Math.min(1, batch / 500));

/** What is drawn from the seed, each from streams of its own: a use that repeats counts on from its number. */
export const streams = {
  training: 0,
  offline: 1000,
  before: 2000,
  after: 3000,
  batches: 4000,
  reference: 5000,
  diagnosis: 6000,
  blind: 10_000,
  repeats: 100_000,
  /** From here on a stream is one of the random source itself; rows take two each. */
  orders: 1_000_000,
  gaps: 2_000_000,
  pairs: 2_000_001,
  choices: 2_000_002,
  sums: 2_000_003,
  priors: 2_000_004,
  classes: 2_000_005,
  indices: 2_000_006,
  nulls: 2_000_007,
  powers: 2_000_008,
  known: 2_000_009,
};
