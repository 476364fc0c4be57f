import assert from "node:assert/strict";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { testByKernel } from "../../src/gpu/kernelTwoSample";
import { createRandomSource } from "../../src/math/random";

const [rows, features, permutations] = [20, 2, 19];

suite("The kernel two-sample test", () => {
  suiteSetup(async () => {
    await tf.setBackend("cpu");
  });

  /** p values of many pairs of samples, the second moved by `shift`. */
  async function testMany(times: number, shift: number): Promise<number[]> {
    const random = createRandomSource(6);
    const ps: number[] = [];
    for (let time = 0; time < times; time++) {
      const signs = new Float32Array(2 * rows * permutations);
      for (let p = 0; p < permutations; p++) {
        random.permutation(1000 + time * permutations + p, 2 * rows).forEach((place, rank) => {
          signs[place * permutations + p] = rank < rows ? 1 : -1;
        });
      }
      const orders = tf.tensor2d(signs, [2 * rows, permutations]);
      const old = random.normals(2 * time, rows * features);
      const now = random.normals(2 * time + 1, rows * features).map((value) => value + shift);
      ps.push(await testByKernel(tf, { features, old, now }, orders));
      orders.dispose();
    }
    return ps;
  }

  test("has p values that are uniform without drift, exactly in steps of 1 / (permutations + 1)", async () => {
    const before = tf.memory().numTensors;
    const ps = await testMany(400, 0);
    assert.ok(ps.every((p) => Math.abs(20 * p - Math.round(20 * p)) < 1e-9 && p >= 0.05 && p <= 1));
    for (const level of [0.1, 0.25, 0.5]) {
      const share = ps.filter((p) => p <= level + 1e-9).length / 400;
      assert.ok(Math.abs(share - level) < 4 * Math.sqrt((level * (1 - level)) / 400), `${share} at ${level}`);
    }
    assert.equal(tf.memory().numTensors, before);
  });

  test("sees a shift", async () => {
    const ps = await testMany(20, 1.5);
    assert.ok(ps.filter((p) => p <= 0.05 + 1e-9).length >= 18);
  });
});
