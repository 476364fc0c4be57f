import assert from "node:assert/strict";
import { betaCdf, logGamma, studentTails } from "../../src/math/betaDistribution";
import { integrate } from "../content/exactValues";

suite("The beta distribution", () => {
  test("has the gamma function's logarithm right, for factorials, halves, large and small numbers", () => {
    let factorial = 0;
    for (let n = 1; n < 60; n++) {
      assert.ok(Math.abs(logGamma(n) - factorial) < 2e-14 * Math.max(1, factorial), `${n}`);
      factorial += Math.log(n);
    }
    assert.ok(Math.abs(logGamma(0.5) - 0.5 * Math.log(Math.PI)) < 1e-14);
    for (const x of [0.01, 0.3, 7.7, 500.5]) {
      assert.ok(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) < 1e-12, `${x}`);
    }
  });

  test("has the distribution function that its density integrates to", () => {
    for (const [x, a, b] of [
      [0.3, 2, 3],
      [0.9, 2, 3],
      [0.45, 10, 12],
      [0.7, 3, 1.5],
      [0.02, 3, 90],
    ] as const) {
      const density = (t: number) =>
        Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b)) * t ** (a - 1) * (1 - t) ** (b - 1);
      assert.ok(Math.abs(betaCdf(x, a, b) - integrate(density, 0, x)) < 1e-10, `${x}, ${a}, ${b}`);
    }
    assert.ok(Math.abs(betaCdf(0.5, 700, 700) - 0.5) < 1e-12);
    assert.deepEqual([betaCdf(0, 2, 2), betaCdf(1, 2, 2), betaCdf(-1, 2, 2)], [0, 1, 0]);
  });

  test("gives the tails of Student's t, in closed form for 1 and 2 degrees of freedom", () => {
    for (const t of [0, 0.1, 1.19, 7]) {
      assert.ok(Math.abs(studentTails(1, t) - (1 - (2 / Math.PI) * Math.atan(t))) < 1e-12);
      assert.ok(Math.abs(studentTails(2, t) - (1 - t / Math.sqrt(2 + t * t))) < 1e-12);
    }
  });
});
