import type { FloatFormat } from "../../math/rounding";
import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  target: "square" | "wave" | "kink" | "step";
  /** The chosen width is 2 to this power. */
  doublings: number;
  /** Of the random neurons' inputs. */
  dimension: number;
  /** Networks of random neurons, and samples of noise, to average over. */
  replicates: number;
  noise: number;
  samples: number;
  steps: number;
  precision: FloatFormat["name"];
}

/** The controls' values, typed. */
export const readSettings = (params: RunContext["params"]): Settings => params as unknown as Settings;

/** Widths 1, 2, 4, ..., 1024. */
export const widths: readonly number[] = Array.from({ length: 11 }, (_, j) => 2 ** j);

/** The widest network that is trained: a kernel has no room for much wider ones. */
export const widestTrained = 16;

/** Widths that are fitted to samples: at least two to a piece, so that there is one best fit. */
export const fittedWidths = ({ samples }: Pick<Settings, "samples">): number[] =>
  widths.filter((width) => width <= Math.min(samples / 2, 128));
