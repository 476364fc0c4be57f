import assert from "node:assert/strict";
import { applyQuantiser, designQuantiser, errorByMaximum } from "../../src/math/normalQuantiser";
import { decibels, meanSquaredError, quantiseByMaximum, quantiseEvenly, signalToNoise } from "../../src/math/quantise";
import { createRandomSource } from "../../src/math/random";

const near = (measured: number, exact: number, tolerance: number) =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${measured} is not within ${tolerance} of ${exact}`);

suite("Rounding to few bits", () => {
  test("takes the middle of the step that a value lies in, and the last step beyond the range", () => {
    const values = [-1, -0.51, -0.5, -0.01, 0, 0.49, 0.5, 0.99, 1, 7, -7];
    assert.deepEqual(
      values.map((value) => quantiseEvenly(value, 2)),
      [-0.75, -0.75, -0.25, -0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75, -0.75],
    );
  });

  test("keeps the largest of each group as it is, and zero", () => {
    const quantised = quantiseByMaximum([0.9, -3, 0, 1.4, 70, 20, -9, 0], 3, 4);
    assert.deepEqual(
      [...quantised].map((value) => Number((value + 0).toFixed(9))),
      [1, -3, 0, 1, 70, 23.333333333, -0, 0].map((v) => v + 0),
    );
  });

  test("leaves a group of zeros alone", () => {
    assert.deepEqual([...quantiseByMaximum([0, 0], 4, 2)], [0, 0]);
  });

  test("makes as many different values as the bits allow", () => {
    const values = createRandomSource(1).uniforms(0, 5000);
    assert.equal(new Set(values.map((value) => quantiseEvenly(2 * value - 1, 5))).size, 32);
    assert.equal(
      new Set(
        quantiseByMaximum(
          values.map((value) => 2 * value - 1),
          5,
          5000,
        ),
      ).size,
      31,
    );
  });

  test("is measured in decibels of power", () => {
    near(decibels(100), 20, 1e-12);
    near(meanSquaredError([1, 2], [0, 4]), 2.5, 1e-15);
    near(signalToNoise([3, -4], [3, -3.5]), decibels(100), 1e-12);
  });
});

suite("Quantisers of a normal signal", () => {
  test("have the errors that were worked out elsewhere", () => {
    const errors = [0.36338, 0.11748, 0.03455, 0.0095];
    errors.forEach((error, i) => {
      near(designQuantiser(2 ** (i + 1)).distortion, error, 5e-6);
    });
    near(designQuantiser(2).distortion, 1 - 2 / Math.PI, 1e-14);
  });

  // At the best levels the error and the quantised signal are uncorrelated, so that the powers subtract.
  test("leave an error of 1 less the power of what they give", () => {
    const quantiser = designQuantiser(8);
    const normals = createRandomSource(2).normals(0, 200_000);
    const given = normals.map((value) => applyQuantiser(quantiser, value));
    const power = given.reduce((sum, value) => sum + value * value, 0) / given.length;
    near(power, 1 - quantiser.distortion, 5 * Math.sqrt(2 / given.length));
    near(meanSquaredError(normals, given), quantiser.distortion, 5e-4);
  });

  test("give the nearest of their levels", () => {
    const quantiser = designQuantiser(4);
    for (const value of [-9, -0.99, -0.97, -1e-9, 1e-9, 0.3, 0.97, 0.99, 9]) {
      const nearest = quantiser.levels.reduce((a, b) => (Math.abs(value - b) < Math.abs(value - a) ? b : a));
      assert.equal(applyQuantiser(quantiser, value), nearest);
    }
  });

  test("by absolute maximum err as they should, on average and from group to group", () => {
    near(decibels(1 / errorByMaximum(8, 4096).mean), 41.2, 0.05);
    near(decibels(1 / errorByMaximum(4, 4096).mean), 16.1, 0.05);
    const [group, groups] = [64, 4000];
    const normals = createRandomSource(3).normals(0, group * groups);
    const errors = Array.from({ length: groups }, (_, i) => {
      const values = normals.subarray(i * group, (i + 1) * group);
      return meanSquaredError(values, quantiseByMaximum(values, 5, group));
    });
    const { mean, deviation } = errorByMaximum(5, group);
    const average = errors.reduce((sum, error) => sum + error, 0) / groups;
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + (error - average) ** 2, 0) / groups);
    near(average, mean, (4 * deviation) / Math.sqrt(groups));
    near(spread / deviation, 1, 0.08);
  });
});
