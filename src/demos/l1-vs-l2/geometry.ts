import { type LeastSquares, type Penalty, solveByCoordinateDescent } from "../../math/elasticNet";
import type { Panel } from "../demo";

type Point = readonly [number, number];

/** What least squares finds without any penalty: one large weight, one small. */
const unpenalized: Point = [4, 1];

/**
 * Two weights, exactly: the contours of ½(w - ŵ)ᵀA(w - ŵ), with ŵ the least-squares solution and A = [[1, r], [r, 1]],
 * that touch the penalty's ball at the minimum, once for the elastic net (L1 where its l2 is 0) and once for L2.
 * Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", figure 3.11.
 */
export function drawGeometry(correlation: number, penalty: Penalty, lambda: number): Panel {
  const sparse = solveTwo(correlation, penalty);
  const round = solveTwo(correlation, { l1: 0, l2: lambda });
  const curves = [
    curve("Squared error, touching L1", "quiet", contour(correlation, sparse)),
    curve("Squared error, touching L2", "quiet", contour(correlation, round)),
    curve(penalty.l2 > 0 ? "Elastic-net ball" : "L1 ball", "exact", ball(penalty, sparse)),
    curve("L2 ball", "exact", ball({ l1: 0, l2: lambda }, round)),
    { ...curve("L1 solution", "measured", [sparse]), kind: "points" as const },
    { ...curve("Least squares", "measured", [unpenalized]), kind: "points" as const },
    { ...curve("L2 solution", "measured", [round]), kind: "points" as const },
  ];
  const where = (point: Point) => `(${point.map((value) => (value === 0 ? "0" : value.toFixed(2))).join(", ")})`;
  return {
    title: "Two weights: corner and circle",
    x: { label: "First weight", values: [] },
    y: { label: "Second weight" },
    equalScales: true,
    series: curves,
    summary:
      `Least squares alone: ${where(unpenalized)}. With L1 the contour touches at ${where(sparse)}` +
      `${nameContact(sparse)}. With L2 it touches at ${where(round)}: nearer to 0, and neither weight is 0.`,
  };
}

/** What the L1 solution is: where both weights are 0 the ball is no more than a point. */
function nameContact(point: Point): string {
  const zeros = point.filter((weight) => weight === 0).length;
  return (
    [", an edge: neither weight is 0", ", a corner: a weight is exactly 0", ": both weights are exactly 0"][zeros] ?? ""
  );
}

const curve = (label: string, role: Panel["series"][number]["role"], points: readonly Point[]) => ({
  label,
  role,
  kind: "line" as const,
  x: points.map(([x]) => x),
  values: points.map(([, y]) => y),
});

/** The two-weight problem as least squares: X = A^½, so that XᵀX = A, and y = X ŵ. */
function solveTwo(correlation: number, penalty: Penalty): Point {
  const [even, odd] = [Math.sqrt(1 + correlation), Math.sqrt(1 - correlation)];
  const [same, cross] = [(even + odd) / 2, (even - odd) / 2];
  const [a, b] = unpenalized;
  const problem: LeastSquares = {
    x: { rows: 2, columns: 2, values: Float64Array.of(same, cross, cross, same) },
    y: Float64Array.of(same * a + cross * b, cross * a + same * b),
  };
  const { weights } = solveByCoordinateDescent(problem, penalty);
  return [weights[0] as number, weights[1] as number];
}

const turns = Array.from({ length: 181 }, (_, i) => (2 * Math.PI * i) / 180);

/** The contour of the squared error through a point: an ellipse round ŵ with axes along (1, 1) and (1, -1). */
function contour(correlation: number, [x, y]: Point): Point[] {
  const [a, b] = unpenalized;
  const along = (x - a + (y - b)) / Math.SQRT2;
  const across = (x - a - (y - b)) / Math.SQRT2;
  const level = Math.sqrt((1 + correlation) * along ** 2 + (1 - correlation) * across ** 2);
  return turns.map((turn) => {
    const u = (level * Math.cos(turn)) / Math.sqrt(1 + correlation);
    const v = (level * Math.sin(turn)) / Math.sqrt(1 - correlation);
    return [a + (u + v) / Math.SQRT2, b + (u - v) / Math.SQRT2];
  });
}

/** All weights that cost as much as a point: in every direction the radius r with l1·s·r + ½l2·r² = cost. */
function ball({ l1, l2 }: Penalty, [x, y]: Point): Point[] {
  const cost = l1 * (Math.abs(x) + Math.abs(y)) + (l2 / 2) * (x ** 2 + y ** 2);
  return turns.map((turn) => {
    const slope = l1 * (Math.abs(Math.cos(turn)) + Math.abs(Math.sin(turn)));
    const radius = cost === 0 ? 0 : (2 * cost) / (slope + Math.sqrt(slope ** 2 + 2 * l2 * cost));
    return [radius * Math.cos(turn), radius * Math.sin(turn)];
  });
}
