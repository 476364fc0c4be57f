import assert from "node:assert/strict";
import { normalCdf, normalQuantile } from "../../src/math/normalDistribution";

suite("The normal quantile", () => {
  test("is where the distribution function has that value, in both tails", () => {
    for (const p of [1e-12, 1e-6, 0.001, 0.025, 0.2, 0.5, 0.7]) {
      assert.ok(Math.abs(normalCdf(normalQuantile(p)) / p - 1) < 1e-12, `${p}`);
    }
    assert.ok(Math.abs(normalQuantile(0.975) - 1.959963984540054) < 1e-13);
    assert.ok(Math.abs(normalQuantile(0.999) + normalQuantile(0.001)) < 1e-12);
  });
});
