import { type Penalty, type Solution, solveByCoordinateDescent } from "../../math/elasticNet";
import { columnOf, decomposeSymmetric, dot, gramOf, type Matrix } from "../../math/matrix";
import { type Data, drawData, lambdaGrid, penaltyOf, type Settings } from "./problem";

/** All that is known in float64 before any tensor is made. */
export interface Study {
  settings: Settings;
  data: Data;
  /** A grid to draw over, then two that only checks ask for: just above λ_max, and just below. */
  lambdas: readonly number[];
  penalties: readonly Penalty[];
  /** How many of `lambdas` are the grid, and which is the chosen one. */
  grid: number;
  at: number;
  /** Columns with a solution to compare with: the chosen λ, above λ_max, below λ_max. */
  asked: readonly [number, number, number];
  solutions: readonly [Solution, Solution, Solution];
  /** Of XᵀX: what closed-form ridge and the length of a proximal step need. */
  eigen: { values: Float64Array; vectors: Matrix };
  lipschitz: number;
  /** The largest |xⱼᵀy|: the scale of gradients. */
  scale: number;
}

/**
 * Draws the data of a seed and solves, in float64, what tensors are to be compared with. Yields the share that is done
 * between pieces of some milliseconds.
 */
export function* prepareStudy(settings: Settings, seed: number): Generator<number, Study> {
  const data = drawData(settings, seed);
  yield 0.2;
  const { x, y } = data.correlated;
  const scale = data.truth.reduce((top, _, j) => Math.max(top, Math.abs(dot(columnOf(x, j), y))), 0);
  // All weights are 0 exactly when no |xⱼᵀy| exceeds l1 = mix · λ.
  const most = scale / settings.mix;
  const { lambdas: grid, at } = lambdaGrid(settings.lambda, most);
  const lambdas = [...grid, most * (1 + 1e-5), most * 0.999];
  const asked = [at, grid.length, grid.length + 1] as const;
  const penalties = lambdas.map((lambda) => penaltyOf(settings, lambda));
  const solve = (column: number) => solveByCoordinateDescent(data.correlated, penalties[column] as Penalty);
  const chosen = solve(asked[0]);
  yield 0.6;
  const solutions = [chosen, solve(asked[1]), solve(asked[2])] as const;
  yield 0.8;
  const eigen = decomposeSymmetric(gramOf(x));
  return {
    settings,
    data,
    lambdas,
    penalties,
    grid: grid.length,
    at,
    asked,
    solutions,
    eigen,
    // Rounding to float32 may lift the largest eigenvalue a little.
    lipschitz: Math.max(...eigen.values) * (1 + 1e-5),
    scale,
  };
}
