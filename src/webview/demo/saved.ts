import type { Panel, RunResult, Series } from "../../demos/demo";

/** A finished run as later ones are compared with it. */
export interface PastRun {
  result: RunResult;
  /** Its measured series by the title of their panel, for those panels that are not full of them. */
  measured: Record<string, Series[]>;
}

/** What the page remembers while its tab is hidden and when the window is reloaded. */
export interface Saved {
  /** Of this layout: what an older version left is not read. */
  format: 1;
  id: string;
  /** Which following of a link is already heeded. */
  opened: number;
  params: Record<string, number | string>;
  seed: number;
  guess?: number;
  /** The guess can still be made. */
  open: boolean;
  /** A run was going on. */
  running: boolean;
  panels: Panel[];
  /** The finished runs, newest first. */
  runs: PastRun[];
}

const mostRuns = 5;
/** A panel with more measured lines than this would be unreadable with those of five runs. */
const mostLines = 6;

/** The runs with one more, and without the oldest where there are too many. */
export function addRun(runs: readonly PastRun[], result: RunResult, panels: readonly Panel[]): PastRun[] {
  const measured: Record<string, Series[]> = {};
  for (const { title, x, series } of panels) {
    const lines = series.filter(({ role, kind }) => role === "measured" && kind === "line");
    if (lines.length <= mostLines) {
      measured[title] = lines.map((line) => ({ ...line, x: line.x ?? x.values }));
    }
  }
  return [{ result, measured }, ...runs].slice(0, mostRuns);
}

/** As it can be kept as JSON: five digits of each number, and null for a gap. */
export const pack = (saved: Saved): unknown => JSON.parse(JSON.stringify(saved, packValue));

const packValue = (_: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) {
    return Array.from(value as Float64Array);
  }
  return typeof value === "number" && !Number.isInteger(value) && Number.isFinite(value)
    ? Number(value.toPrecision(9))
    : value;
};

/** What `pack` made, or undefined where it is of another demo or layout. */
export function unpack(packed: unknown, id: string): Saved | undefined {
  const saved = packed as Saved | undefined;
  if (saved?.format !== 1 || saved.id !== id) {
    return undefined;
  }
  const gaps = (values: ArrayLike<number | null>) => Array.from(values, (value) => value ?? Number.NaN);
  const refill = (series: Series): Series => ({
    ...series,
    values: gaps(series.values),
    ...(series.errors ? { errors: gaps(series.errors) } : {}),
  });
  return {
    ...saved,
    panels: saved.panels.map((panel) => ({ ...panel, series: panel.series.map(refill) })),
    runs: saved.runs.map(({ result, measured }) => ({
      result,
      measured: Object.fromEntries(Object.entries(measured).map(([title, list]) => [title, list.map(refill)])),
    })),
  };
}
