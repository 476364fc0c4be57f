import type { RunContext } from "../demo";

export type ObjectiveName = "branin" | "hartmann" | "ridge" | "networks";

/** What the controls say. */
export interface Settings {
  objective: ObjectiveName;
  /** In full evaluations. */
  budget: number;
  /** Searches by the Gaussian process; the cheap searchers get `cheapRepeats`. */
  repeats: number;
  cheapRepeats: number;
  /** Standard deviation of a full evaluation's noise, in standard deviations of the objective over its space. */
  noise: number;
  /** By how much the shortest run shows another value than the same run in full, in the same unit. */
  early: number;
  eta: number;
  /** Dimensions that change nothing. */
  irrelevant: number;
}

/** Units of resource of a full evaluation: R. */
export const fullResource = 81;
/** The share of the space that counts as the top. */
export const topShare = 0.05;

/** The settings that the values of the controls are. */
export function readSettings(params: RunContext["params"]): Settings {
  const number = (name: string) => Number(params[name]);
  const repeats = number("repeats");
  return {
    objective: params.objective as ObjectiveName,
    budget: number("budget"),
    repeats,
    cheapRepeats: 10 * repeats,
    noise: number("noise"),
    early: number("early"),
    eta: number("eta"),
    irrelevant: number("irrelevant"),
  };
}
