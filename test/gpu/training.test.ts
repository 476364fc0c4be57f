import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { createLanes } from "../../src/gpu/lanes";
import { createTraining } from "../../src/gpu/training";
import { countParameters, drawNetworks, predict } from "../../src/math/network";
import { createRandomSource } from "../../src/math/random";
import { now, prepareBackend } from "../demos/runDemo";

suiteSetup(prepareBackend);

const rows = 5;
const batches = 3;
const learningRate = 0.02;
const points = Float32Array.from({ length: 4 * rows * batches }, (_, i) => {
  return i % 4 === 0 ? Math.fround(i / 60) : i % 4 === 1 ? Math.fround(Math.sin(i)) : 0;
});

/** The mean squared error of a network on a batch, and its gradient by central differences, in float64. */
function errorOf(shape: { widths: number[]; leak: number }, network: Float64Array, batch: number): number {
  const of = (k: number) =>
    Float64Array.from({ length: rows }, (_, row) => points[4 * (batch * rows + row) + k] as number);
  const [xs, ys] = [of(0), of(1)];
  return predict(shape, network, xs).reduce((sum, y, j) => sum + (y - (ys[j] as number)) ** 2, 0) / rows;
}

function differentiate(shape: { widths: number[]; leak: number }, network: Float64Array, batch: number): Float64Array {
  return network.map((w, i) => {
    const at = (value: number) =>
      errorOf(
        shape,
        network.map((other, j) => (j === i ? value : other)),
        batch,
      );
    return (at(w + 1e-6) - at(w - 1e-6)) / 2e-6;
  });
}

for (const shape of [
  { widths: [1, 2, 2, 2, 1], leak: 0.1 },
  { widths: [1, 5, 1], leak: 0 },
]) {
  suite(`Networks of ${shape.widths.join("-")} units in training`, () => {
    test("take Adam's steps along the gradient of their own mean squared error, batch after batch", async () => {
      const training = createTraining(shape);
      const size = countParameters(shape);
      const start = drawNetworks(shape, 7, "uniform", createRandomSource(4), 0);
      const state = training.pack(start);
      const lanes = createLanes(tf, training.kernel, {
        count: (state[0] as Float32Array).length / 4,
        seed: 1,
        stream: 0,
        state,
        uniforms: { rows, batches, learningRate },
        tables: { points },
        now,
      });
      try {
        const expected = Array.from({ length: 7 }, (_, n) =>
          Float64Array.from(start.subarray(n * size, (n + 1) * size)),
        );
        const moments = expected.map(() => ({ mean: new Float64Array(size), square: new Float64Array(size) }));
        for (let t = 1; t <= 8; t++) {
          lanes.advance(1);
          expected.forEach((network, n) => {
            const { mean, square } = moments[n] as (typeof moments)[number];
            differentiate(shape, network, (t - 1) % batches).forEach((g, i) => {
              mean[i] = 0.9 * (mean[i] as number) + 0.1 * g;
              square[i] = 0.999 * (square[i] as number) + 0.001 * g * g;
              const step = (mean[i] as number) / (1 - 0.9 ** t);
              network[i] =
                (network[i] as number) -
                (learningRate * step) / (Math.sqrt((square[i] as number) / (1 - 0.999 ** t)) + 1e-8);
            });
          });
        }
        const found = training.unpack(await lanes.read());
        found.forEach((network, n) => {
          assert.equal(network.length, size);
          network.forEach((w, i) => {
            assert.ok(Math.abs(w - (expected[n]?.[i] as number)) < 2e-5, `network ${n}, parameter ${i}`);
          });
        });
      } finally {
        lanes.dispose();
      }
    });
  });
}

suite("A training", () => {
  test("hands back the networks that it was given, whatever the lanes leave over", () => {
    const shape = { widths: [1, 2, 1], leak: 0 };
    const training = createTraining(shape);
    const start = drawNetworks(shape, 3, "he", createRandomSource(4), 0);
    const [first] = training.pack(start);
    assert.equal(first?.length, 3 * 8);
    assert.deepEqual(
      training.unpack(first as Float32Array).flatMap((network) => [...network]),
      [...start],
    );
  });

  test("is for small networks", () => {
    assert.throws(() => createTraining({ widths: [1, 32, 1], leak: 0 }), /1-32-1 units has 97 parameters: at most 64/);
  });
});
