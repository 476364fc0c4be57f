import type { Panel, Series } from "../../demos/demo";
import { errorsShown } from "./paint";

type Range = [number, number];

/** What each axis of a panel goes from and to, so that all of it is seen. `size` is of the picture without axes. */
export function findRanges(
  panel: Panel,
  earlier: readonly Series[],
  size: { width: number; height: number },
): { x: Range; y: Range } {
  if (panel.window) {
    const x: Range = [...panel.window.x];
    const y: Range = [...panel.window.y];
    return panel.equalScales ? equalize(x, y, size) : { x, y };
  }
  const series = [...panel.series, ...earlier];
  const xs = [panel.x.values, ...series.flatMap((one) => (one.x ? [one.x] : []))];
  const x = rangeOf(xs, panel.x.scale === "log");
  const bars = series.some(({ kind }) => kind === "bars");
  const y = rangeOf(
    series.flatMap(({ values, errors }) => [
      values,
      ...(errors ? [ends(values, errors, -1), ends(values, errors, 1)] : []),
    ]),
    panel.y.scale === "log",
  );
  if (bars) {
    const [first = 0, second = 1] = Array.from(panel.x.values);
    const half = (second - first) / 2;
    return { x: [x[0] - half, x[1] + half], y: [0, y[1] * 1.05 || 1] };
  }
  const wide = panel.x.scale === "log" ? padRatio(x, 0.02) : pad(x, panel.equalScales ? 0.06 : 0.02);
  const high = panel.y.scale === "log" ? ([y[0] / 1.3, y[1] * 1.3] as Range) : pad(y, 0.06);
  return panel.equalScales ? equalize(wide, high, size) : { x: wide, y: high };
}

/** The ends of the bars that show standard errors. */
const ends = (values: ArrayLike<number>, errors: ArrayLike<number>, sign: number): number[] =>
  Array.from(values, (value, i) => value + sign * errorsShown * (errors[i] as number));

function rangeOf(lists: ArrayLike<number>[], logarithmic: boolean): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i] as number;
      if (Number.isFinite(value) && (!logarithmic || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) {
    return logarithmic ? [0.1, 1] : [0, 1];
  }
  if (low === high) {
    return logarithmic ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  }
  return [low, high];
}

const pad = ([low, high]: Range, share: number): Range => [low - share * (high - low), high + share * (high - low)];
const padRatio = ([low, high]: Range, share: number): Range => [
  low / (high / low) ** share,
  high * (high / low) ** share,
];

/** Widens the range that has more room, until a unit is as long on both axes. */
function equalize(x: Range, y: Range, { width, height }: { width: number; height: number }): { x: Range; y: Range } {
  const unit = Math.max((x[1] - x[0]) / Math.max(width, 1), (y[1] - y[0]) / Math.max(height, 1));
  const widen = ([low, high]: Range, to: number): Range => [(low + high - to) / 2, (low + high + to) / 2];
  return { x: widen(x, unit * width), y: widen(y, unit * height) };
}
