import { layersOf, type NetworkLayer, type NetworkShape } from "./network";

/** A stretch of the line on which a function is slope · x + intercept. */
export interface LinearPiece {
  from: number;
  to: number;
  slope: number;
  intercept: number;
}

/** A stretch on which all units of a layer are linear. */
interface Stretch {
  from: number;
  to: number;
  slopes: number[];
  intercepts: number[];
}

/**
 * The linear pieces of a network with one input on [from, to], from its weights and not from a grid: every layer cuts each
 * stretch where a unit of its own crosses 0. In float64; exact where slopes, intercepts and cuts are (dyadic numbers).
 * Neighbours of exactly equal slope are one piece.
 */
export function findLinearPieces(
  shape: NetworkShape,
  parameters: ArrayLike<number>,
  from: number,
  to: number,
): LinearPiece[] {
  const layers = layersOf(shape);
  let stretches: Stretch[] = [{ from, to, slopes: [1], intercepts: [0] }];
  layers.forEach((layer, i) => {
    const sums = stretches.map(({ from, to, slopes, intercepts }) => ({
      from,
      to,
      slopes: addUp(layer, parameters, slopes, 0),
      intercepts: addUp(layer, parameters, intercepts, 1),
    }));
    stretches = i < layers.length - 1 ? sums.flatMap((stretch) => activate(stretch, shape.leak)) : sums;
  });
  const pieces: LinearPiece[] = [];
  for (const { from, to, slopes, intercepts } of stretches) {
    const [slope, intercept] = [slopes[0] as number, intercepts[0] as number];
    const before = pieces.at(-1);
    if (before?.slope === slope) {
      before.to = to;
    } else {
      pieces.push({ from, to, slope, intercept });
    }
  }
  return pieces;
}

/** What each unit of a layer adds up: weights times values, plus so many times the bias. */
function addUp({ inputs, units, offset }: NetworkLayer, parameters: ArrayLike<number>, values: number[], bias: 0 | 1) {
  return Array.from({ length: units }, (_, unit) => {
    const row = offset + unit * (inputs + 1);
    return values.reduce(
      (sum, value, i) => sum + (parameters[row + i] as number) * value,
      bias * (parameters[row + inputs] as number),
    );
  });
}

/** Cuts a stretch where units cross 0, and bends what lies below. */
function activate({ from, to, slopes, intercepts }: Stretch, leak: number): Stretch[] {
  const crossings = slopes.map((slope, unit) => -(intercepts[unit] as number) / slope);
  const inside = crossings.filter((x) => x > from && x < to).sort((a, b) => a - b);
  const cuts = [from, ...inside.filter((x, i) => x !== inside[i - 1]), to];
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i] as number;
    const middle = (start + end) / 2;
    const factors = slopes.map((slope, unit) => (slope * middle + (intercepts[unit] as number) > 0 ? 1 : leak));
    const bend = (values: number[]) => values.map((value, unit) => value * (factors[unit] as number));
    return { from: start, to: end, slopes: bend(slopes), intercepts: bend(intercepts) };
  });
}
