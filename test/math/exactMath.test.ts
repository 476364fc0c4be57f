import assert from "node:assert/strict";
import { objective, optimalityGaps, softThreshold, solveByCoordinateDescent } from "../../src/math/elasticNet";
import {
  columnOf,
  createMatrix,
  decomposeSymmetric,
  dot,
  gramOf,
  type Matrix,
  normalizeColumns,
  orthonormalizeColumns,
} from "../../src/math/matrix";
import { normalCdf } from "../../src/math/normalDistribution";
import { createRandomSource } from "../../src/math/random";

const near = (measured: number, exact: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${what} ${measured} is not within ${tolerance} of ${exact}`);

/** Compares a list with what each place should hold. */
function allNear(measured: ArrayLike<number>, exact: (place: number) => number, tolerance: number): void {
  for (let i = 0; i < measured.length; i++) {
    near(measured[i] as number, exact(i), tolerance, `at ${i}`);
  }
}

function randomMatrix(rows: number, columns: number, seed = 1): Matrix {
  return { ...createMatrix(rows, columns), values: createRandomSource(seed).normals(0, rows * columns) };
}

suite("The normal distribution function", () => {
  // Tables of the normal distribution; the tails from the asymptotic series with bounds on both sides.
  const cases: [number, number][] = [
    [0, 0.5],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [-1.5, 0.06680720126885807],
    [3.5, 0.99976737092096446],
    [-4, 3.167124183311992e-5],
    [-6, 9.86587645037698e-10],
    [5, 0.9999997133484281],
  ];
  for (const [z, exact] of cases) {
    test(`is ${exact} at ${z}`, () => near(normalCdf(z), exact, 2e-14 * Math.max(exact, z < 0 ? exact : 1) + 1e-16));
  }
  test("has no step where the two formulas meet", () => {
    near(normalCdf(-4 + 1e-9) - normalCdf(-4 - 1e-9), 2e-9 * Math.exp(-8) * 0.3989422804, 1e-15);
  });
});

suite("Float64 matrices", () => {
  test("have columns of length 1 once normalised", () => {
    const matrix = normalizeColumns(randomMatrix(9, 4));
    for (let column = 0; column < 4; column++) {
      near(dot(columnOf(matrix, column), columnOf(matrix, column)), 1, 1e-14);
    }
  });

  test("have orthonormal columns once orthonormalised, square or tall", () => {
    for (const rows of [20, 60]) {
      const gram = gramOf(orthonormalizeColumns(randomMatrix(rows, 20)));
      allNear(gram.values, (i) => (i % 21 === 0 ? 1 : 0), 1e-14);
    }
  });

  test("are put together again by their eigenvalues and eigenvectors", () => {
    const gram = gramOf(randomMatrix(30, 12));
    const { values, vectors } = decomposeSymmetric(gram);
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < 12; j++) {
        const products = Array.from(values, (value, k) => {
          return value * (vectors.values[i * 12 + k] as number) * (vectors.values[j * 12 + k] as number);
        });
        near(
          products.reduce((sum, value) => sum + value, 0),
          gram.values[i * 12 + j] as number,
          1e-12,
        );
      }
    }
    allNear(gramOf(vectors).values, (i) => (i % 13 === 0 ? 1 : 0), 1e-13);
  });

  test("have eigenvalues 1 + (p - 1)r and 1 - r where all off-diagonal entries are r", () => {
    const matrix = createMatrix(6, 6);
    matrix.values.forEach((_, i) => {
      matrix.values[i] = i % 7 === 0 ? 1 : 0.3;
    });
    const values = [...decomposeSymmetric(matrix).values].sort((a, b) => b - a);
    allNear(values, (i) => (i === 0 ? 2.5 : 0.7), 1e-14);
  });
});

suite("The elastic net in float64", () => {
  const random = createRandomSource(5);
  const problem = { x: normalizeColumns(randomMatrix(30, 12, 5)), y: random.normals(1, 30).map((v) => 3 * v) };

  test("thresholds softly: 3 by 2 is 1, -3 by 2 is -1, and 2 by 2 is 0", () => {
    assert.deepEqual([softThreshold(3, 2), softThreshold(-3, 2), softThreshold(2, 2)], [1, -1, 0]);
  });

  test("has the objective ½‖y - Xw‖² + l1‖w‖₁ + ½l2‖w‖²", () => {
    const tiny = { x: { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) }, y: Float64Array.of(1, -1) };
    // Xw = (-3, -5), so y - Xw = (4, 4).
    assert.equal(objective(tiny, { l1: 10, l2: 100 }, [1, -2]), 16 + 10 * 3 + 50 * 5);
  });

  test("is solved so that the optimality conditions hold, and nothing near is better", () => {
    for (const penalty of [
      { l1: 0.5, l2: 0 },
      { l1: 1, l2: 0.7 },
      { l1: 3, l2: 0 },
    ]) {
      const solution = solveByCoordinateDescent(problem, penalty);
      assert.ok(solution.gap <= 1e-11);
      const nudges = random.normals(2, 12 * 50);
      for (let i = 0; i < 50; i++) {
        const other = solution.weights.map((w, j) => w + 1e-3 * (nudges[12 * i + j] as number));
        assert.ok(objective(problem, penalty, other) > solution.objective);
      }
    }
  });

  test("has weights that are zero where thresholding an orthonormal design says so", () => {
    const x = orthonormalizeColumns(randomMatrix(30, 12, 6));
    const { y } = problem;
    const { weights } = solveByCoordinateDescent({ x, y }, { l1: 0.9, l2: 0.5 });
    allNear(weights, (j) => softThreshold(dot(columnOf(x, j), y), 0.9) / 1.5, 1e-12);
  });

  test("sees a gap at weights that are not optimal, and none at zero beyond the largest correlation", () => {
    const zeros = new Float64Array(12);
    const largest = Math.max(...zeros.map((_, j) => Math.abs(dot(columnOf(problem.x, j), problem.y))));
    near(Math.max(...optimalityGaps(problem, { l1: 0, l2: 0 }, zeros)), largest, 1e-12);
    near(Math.max(...optimalityGaps(problem, { l1: largest - 0.25, l2: 0 }, zeros)), 0.25, 1e-12);
    assert.equal(Math.max(...optimalityGaps(problem, { l1: largest, l2: 0 }, zeros)), 0);
  });

  test("calls a weight undecided that sits on the border", () => {
    const largest = Math.max(...Array.from({ length: 12 }, (_, j) => Math.abs(dot(columnOf(problem.x, j), problem.y))));
    assert.equal(solveByCoordinateDescent(problem, { l1: largest * (1 - 1e-7), l2: 0 }).undecided, 1);
    assert.equal(solveByCoordinateDescent(problem, { l1: largest * 0.9, l2: 0 }).undecided, 0);
  });
});
