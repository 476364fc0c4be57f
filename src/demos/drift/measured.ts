import type { Estimate } from "../../math/estimate";
import type { LinearScore } from "../../math/logisticRegression";
import type { TestName } from "./diagnosis";
import type { Remedy } from "./problem";
import type { Repaired } from "./repair";
import type { Share } from "./tests";
import type { Cause } from "./world";

/** One batch of the stream: statistics are over their thresholds, and above 1 they alarm. */
export interface BatchSeen {
  accuracy: number;
  exact: number;
  features: number;
  output: number;
  /** z of the accuracy whose labels arrived with this batch, below the offline score, over its threshold; NaN before. */
  labels: number;
}

/** Shares of trials in which KS, and the test of means, rejected at each shift. */
export interface Powers {
  shifts: number[];
  gap: number[];
  mean: number[];
  trials: number;
}

/** What a run has measured so far; what is not there has not been measured yet. */
export interface Measured {
  patient?: LinearScore;
  batches: BatchSeen[];
  /** Alarms before anything had changed; the batch of the first alarm after, and what gave it. */
  falseAlarms: number;
  detection?: { batch: number; by: "a feature" | "the model's output" | "delayed labels" };
  diagnosis?: Cause;
  remedy?: Remedy;
  repaired?: Repaired;
  /** The batch from which the repair is in place. */
  deployed?: number;
  /** Rows that the model was right about: offline, in production, and after the repair. */
  offline?: Share;
  before?: Share;
  after?: Share;
  /** Of rows of N(0,1) and N(δ,1): below δ/2 in the one and in the other. */
  gap?: { old: Share; now: Share };
  /** Pairs of an old and a new row in the right order; rows told apart by the best rule. */
  pairs?: Share;
  choices?: Share;
  /** The mean weight of new rows: the inverse of the share of old ones that weighting leaves. */
  weight?: { mean: number; rows: number };
  /** Rows of N(±1,1) that the old threshold and the moved one get right. */
  priors?: { old: Share; moved: Share };
  /** Stability index without drift and with, and the exact means. */
  indices?: { still: Estimate; moved: Estimate; exactStill: number; exactMoved: number };
  /** Of tests without drift: single ones that rejected at the level, and families with any rejection at theirs. */
  nulls?: { single: Share; any: Share };
  /** Rejections of KS and of the test of means, by shift. */
  powers?: Powers;
  /** The same for the shifts of which the power of KS is known. */
  knownPowers?: Powers;
  /** Share of feature tests that rejected under concept drift, by replicate; and how many rejections are expected. */
  blind?: Estimate & { tests: number };
  /** How often each test alarmed under each cause, and how often the cause was found. */
  table?: { runs: number[]; alarms: Record<Cause, Record<TestName, number>>; found: Record<Cause, number> };
}
