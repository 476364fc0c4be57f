import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { createPolynomialRegression } from "../../src/gpu/polynomialRegression";
import { factorPositiveDefinite } from "../../src/math/cholesky";
import { estimateMean, fitSlope, jackknife } from "../../src/math/estimate";
import { legendreAt } from "../../src/math/legendre";
import { dot, gramOf } from "../../src/math/matrix";
import { createRandomSource } from "../../src/math/random";
import { prepareBackend } from "../demos/runDemo";

suiteSetup(prepareBackend);
const near = (measured: number, exact: number, tolerance: number) =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${measured} is not within ${tolerance} of ${exact}`);

suite("Positive definite equations", () => {
  test("are solved", () => {
    const random = createRandomSource(1);
    const matrix = gramOf({ rows: 30, columns: 12, values: random.normals(0, 360) });
    const exact = random.normals(1, 12);
    const b = exact.map((_, row) => dot(matrix.values.subarray(12 * row, 12 * row + 12), exact));
    const factored = factorPositiveDefinite(matrix);
    factored.solve(b).forEach((value, i) => {
      near(value, exact[i] as number, 1e-12);
    });
    near(factored.inverseNorm(b), dot(b, exact), 1e-10);
  });

  test("are refused where they are not", () => {
    const indefinite = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 2, 1) };
    assert.throws(() => factorPositiveDefinite(indefinite), /not positive definite/);
  });
});

suite("Legendre polynomials", () => {
  test("are 1, t, (3t² - 1)/2, (5t³ - 3t)/2", () => {
    assert.deepEqual(legendreAt(0.5, 3), [1, 0.5, -0.125, -0.4375]);
    assert.deepEqual(legendreAt(0.5, 0), [1]);
  });
});

suite("Estimates", () => {
  test("of a mean have the standard error s / √n", () => {
    const { value, standardError } = estimateMean([1, 2, 3, 6]);
    assert.equal(value, 3);
    near(standardError, Math.sqrt(14 / 3 / 4), 1e-15);
  });

  test("by the jackknife are the same for a mean", () => {
    const values = [1, 2, 3, 6, 10];
    const found = jackknife(values, (of) => of.reduce((sum, value) => sum + value, 0) / of.length);
    const exact = estimateMean(values);
    near(found.value, exact.value, 1e-14);
    near(found.standardError, exact.standardError, 1e-14);
  });

  test("of a slope are exact on a line, and weigh each point by its distance from the middle", () => {
    near(fitSlope([1, 2, 5], [3, 5, 11]), 2, 1e-14);
    near(fitSlope([0, 1, 2, 3], [0, 0, 1, 0]), 0.1, 1e-14);
  });
});

suite("Polynomial regression", () => {
  const random = createRandomSource(2);
  const x = { rows: 60, columns: 2, values: random.uniforms(0, 120) };
  const y = random.normals(1, 60);
  const rows = (from: number, to: number) => ({ ...x, rows: to - from, values: x.values.subarray(2 * from, 2 * to) });

  test("finds a polynomial that is there, taken in bit by bit", async () => {
    const regression = createPolynomialRegression(tf, { features: 2, degree: 3 });
    assert.equal(regression.parameters, 7);
    const law = y.map((_, row) => {
      const [a, b] = [x.values[2 * row] as number, x.values[2 * row + 1] as number];
      return 1 + 2 * a - 3 * b ** 3 + a ** 2;
    });
    await regression.absorb(rows(0, 25), law.subarray(0, 25));
    await regression.absorb(rows(25, 60), law.subarray(25));
    regression
      .fit(0)
      .predict(x)
      .forEach((value, row) => {
        near(value, law[row] as number, 2e-5);
      });
  });

  test("shrinks all weights but the intercept", async () => {
    const regression = createPolynomialRegression(tf, { features: 2, degree: 2 });
    await regression.absorb(x, y);
    const [intercept, ...weights] = regression.fit(1e9).weights;
    near(intercept as number, y.reduce((sum, value) => sum + value, 0) / 60, 1e-5);
    assert.ok(weights.every((w) => Math.abs(w) < 1e-6));
  });

  test("knows how far off an example would be that it had not seen", async () => {
    const [all, without] = [60, 59].map(() => createPolynomialRegression(tf, { features: 2, degree: 2 }));
    await all?.absorb(x, y);
    await without?.absorb(rows(0, 59), y.subarray(0, 59));
    const last = { ...x, rows: 1, values: x.values.subarray(118) };
    const exact = (y[59] as number) - (without?.fit(0.7).predict(last)[0] as number);
    near(all?.fit(0.7).leaveOut(last, y.subarray(59))[0] as number, exact, 1e-5);
  });
});
