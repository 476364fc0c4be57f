import assert from "node:assert/strict";
import { autoregressionTime } from "../../src/math/autoregression";

suite("Draws of an autoregression for an independent one", () => {
  test("are what the covariances of all pairs of draws add up to", () => {
    for (const [lag, draws] of [
      [0.9, 7],
      [-0.5, 20],
      [0, 3],
    ] as const) {
      let sum = 0;
      for (let i = 0; i < draws; i++) {
        for (let j = 0; j < draws; j++) {
          sum += lag ** Math.abs(i - j);
        }
      }
      assert.ok(Math.abs(autoregressionTime(lag, draws) - sum / draws) < 1e-12);
    }
  });
});
