import type * as tf from "@tensorflow/tfjs-core";
import type { Backend } from "../gpu/backend";
import type { Estimate } from "../math/estimate";

/** What a demo is handed: tensors, seed, clock, and the values of its controls. Time and randomness come from nowhere else. */
export interface RunContext {
  tf: typeof tf;
  seed: number;
  /** Milliseconds from some moment on. */
  now(): number;
  /** By control name, checked and clamped. */
  params: Readonly<Record<string, number | string>>;
}

/** A control of the demo page. */
export type Control =
  | {
      kind: "slider";
      name: string;
      label: string;
      min: number;
      max: number;
      /** On a log scale: in decades. */
      step: number;
      value: number;
      /** "log": the slider moves through orders of magnitude. */
      scale?: "linear" | "log";
      unit?: string;
      description?: string;
    }
  | {
      kind: "select";
      name: string;
      label: string;
      options: { value: string; label: string }[];
      value: string;
      description?: string;
    };

/** A named setting of the controls with a sentence on what it shows. */
export interface Preset {
  name: string;
  sentence: string;
  /** What differs from the controls' own values. */
  params: Record<string, number | string>;
}

/** One claim, measured. */
export interface Check {
  name: string;
  measured: number;
  exact: number;
  /** Of `measured`; 0 where the claim is an identity or a count that is exact. */
  standardError: number;
  /** identity: relative difference at most `tolerance`; stochastic: |z| at most 4; bound: measured at most exact. */
  rule: "identity" | "stochastic" | "bound";
  /** Largest |measured - exact| / max(1, |exact|) that an identity allows; 1e-5 unless said. */
  tolerance?: number;
  /** Where the exact value comes from: paper and equation, or theorem. */
  source: string;
  /** The heading under which it is listed. */
  group?: string;
}

/** An estimate against its exact value, by its standard error. */
export const compareEstimate = (
  name: string,
  { value, standardError }: Estimate,
  exact: number,
  source: string,
): Check => ({ name, measured: value, exact, standardError, rule: "stochastic", source });

/** The checks of each heading, in this order, unless one says itself where it belongs. */
export const underHeadings = (groups: Readonly<Record<string, readonly Check[]>>): Check[] =>
  Object.entries(groups).flatMap(([group, checks]) => checks.map((check) => ({ group, ...check })));

/** One line, set of points or set of bars of a panel. */
export interface Series {
  label: string;
  /** Its own x values, in any order, where they are not the panel's: a closed curve, a single point. */
  x?: ArrayLike<number>;
  /** One value per x; NaN leaves a gap. */
  values: ArrayLike<number>;
  /** The standard error of each value, where it was estimated from draws; 0 or NaN where there is none to tell. */
  errors?: ArrayLike<number>;
  kind: "line" | "points" | "bars";
  /** "exact": the theory's curve; "quiet": one of many; "measured": what was computed. */
  role: "measured" | "exact" | "quiet";
}

/** The values of a series that was estimated, with their standard errors; in another unit where one is given. */
export const plotEstimates = (
  estimates: readonly Estimate[],
  unit = 1,
): Pick<Required<Series>, "values" | "errors"> => ({
  values: estimates.map(({ value }) => value / unit),
  errors: estimates.map(({ standardError }) => standardError / unit),
});

/** One axis of a panel. */
export interface Axis {
  label: string;
  scale?: "linear" | "log";
  /** What 1, 2, 3 and so on stand for, where it lists things instead of measuring them: a few words each. */
  names?: readonly string[];
}

/** One panel of the picture. */
export interface Panel {
  title: string;
  x: Axis & { values: ArrayLike<number> };
  y: Axis;
  /** A unit is as long on one axis as on the other. */
  equalScales?: boolean;
  /** What the axes show, where it is not to follow the series: [lowest, highest]. */
  window?: { x: readonly [number, number]; y: readonly [number, number] };
  /** A map of values in [0, 1] behind the series, over the whole window: row by row, the lowest y first. */
  heat?: { rows: number; columns: number; values: ArrayLike<number>; label: string };
  series: Series[];
  /** One sentence in numbers: the text of the picture for those who do not see it. */
  summary: string;
  /** Of a preview: it shows what is to be predicted, and is not shown before. */
  answers?: true;
}

/** What moves on a panel between its drawings: one point for each lane, drawn from where the lanes are computed. */
export interface Live {
  /** The title of the panel, which has a window. */
  panel: string;
  /** [lanes, 2, 2]: four floats a lane. */
  points: tf.Tensor3D;
  /** Which of the four floats is x, and which is y. */
  x: 0 | 1 | 2 | 3;
  y: 0 | 1 | 2 | 3;
}

/** A run in progress. */
export interface Run {
  /** Does a bounded piece of work (some milliseconds); returns the share of all work done so far, 1 at the end. */
  step(): Promise<number>;
  /** The picture so far. */
  draw(): Promise<Panel[]>;
  /** Points that move with every step, if there are any just now. The tensor stays the run's. */
  live?(): Live | undefined;
  /** Every claim measured so far; final once `step` returned 1. */
  checks(): Promise<Check[]>;
  /** One sentence: what the run says. Asked for at the end. */
  conclusion(): Promise<string>;
  /** Ends the run where it is, and frees its tensors: all of them, also after an error. */
  dispose(): Promise<void>;
}

/** A demo: data, and a way to start it. */
export interface Demo {
  /** Its file's name. */
  id: string;
  title: string;
  /** What it makes measurable, in a sentence. */
  claim: string;
  /** Ids of the questions it belongs to. */
  questions: string[];
  controls: Control[];
  presets: Preset[];
  /** What to guess before the first run; the measured value of the check of that name is the truth. */
  prediction: { question: string; unit?: string; min: number; max: number; step: number; check: string };
  /**
   * What theory alone says for these values: a sentence, told once the prediction is made, and a picture, shown before
   * anything was run but for those panels that give the prediction away.
   */
  preview(params: RunContext["params"]): { sentence: string; panels: Panel[] };
  /**
   * A taste of its heaviest work, for the choice of what computes: each `next` does a bounded piece of it and yields how
   * much that was, in a unit of its own, without end. It frees its tensors when it is returned from. A demo without one
   * does its work in plain arrays, wherever it runs.
   */
  calibrate?(context: RunContext): AsyncGenerator<number, void>;
  /** Its heavy work is in fused kernels: then also software WebGL may be the best there is. */
  fused?: boolean;
  start(context: RunContext): Promise<Run>;
}

/** What a finished run leaves. */
export interface RunResult {
  seed: number;
  params: Record<string, number | string>;
  backend: Backend;
  seconds: number;
  checks: Check[];
  conclusion: string;
  /** The learner's guess, if one was made before the run. */
  prediction?: number;
}

/** Checks as they are read: first the one that was to be predicted, then heading by heading. */
export function groupChecks<T extends Check>(
  { prediction }: Pick<Demo, "prediction">,
  checks: readonly T[],
): { heading: string; checks: T[] }[] {
  const groups = new Map<string, T[]>();
  const isPredicted = ({ name }: T) => name === prediction.check;
  for (const check of [...checks.filter(isPredicted), ...checks.filter((one) => !isPredicted(one))]) {
    const heading = isPredicted(check) ? "What was to be predicted" : (check.group ?? "Others");
    groups.set(heading, [...(groups.get(heading) ?? []), check]);
  }
  return [...groups].map(([heading, of]) => ({ heading, checks: of }));
}

/** Whether a check holds by its rule, and how many standard errors it is off, where it has one. */
export function judgeCheck(check: Check): { passed: boolean; z?: number } {
  const { measured, exact, standardError, rule, tolerance = 1e-5 } = check;
  const off = measured - exact;
  switch (rule) {
    case "identity":
      return { passed: Math.abs(off) <= tolerance * Math.max(1, Math.abs(exact)) };
    case "bound":
      return { passed: measured <= exact };
    case "stochastic": {
      const z = off === 0 ? 0 : off / standardError;
      return { passed: Math.abs(z) <= 4, z };
    }
    default:
      return rule satisfies never;
  }
}

/** Values for all controls of a demo: what `wished` says where it can be had, and notes in words where it can not. */
export function readParams(
  demo: Demo,
  wished: Readonly<Record<string, unknown>>,
): { params: Record<string, number | string>; notes: string[] } {
  const notes = Object.keys(wished)
    .filter((name) => !demo.controls.some((control) => control.name === name))
    .map((name) => `“${name}” is not a control of this demo and was ignored.`);
  const params: Record<string, number | string> = {};
  for (const control of demo.controls) {
    const wish = wished[control.name];
    const { value, note } = wish === undefined ? { value: control.value } : readValue(control, wish);
    params[control.name] = value;
    notes.push(...(note ? [note] : []));
  }
  return { params, notes };
}

function readValue(control: Control, wish: unknown): { value: number | string; note?: string } {
  if (control.kind === "select") {
    return control.options.some((option) => option.value === wish)
      ? { value: String(wish) }
      : { value: control.value, note: `${control.label} can not be “${wish}”; it is ${control.value}.` };
  }
  const number = typeof wish === "string" && wish.trim() === "" ? Number.NaN : Number(wish);
  if (!Number.isFinite(number)) {
    return { value: control.value, note: `${control.label} is a number, not “${wish}”; it is ${control.value}.` };
  }
  const value = Math.min(control.max, Math.max(control.min, snap(control, number)));
  return Math.abs(value - number) > 0.5 * control.step * Math.max(1, control.scale === "log" ? Math.abs(number) : 1)
    ? { value, note: `${control.label} goes from ${control.min} to ${control.max}; it is ${value}.` }
    : { value };
}

/** The nearest value that the control has: a multiple of its step, or three significant digits on a log scale. */
function snap(control: Extract<Control, { kind: "slider" }>, value: number): number {
  if (control.scale === "log") {
    return Number(value.toPrecision(3));
  }
  const steps = Math.round((value - control.min) / control.step);
  return Number((control.min + steps * control.step).toPrecision(12));
}
