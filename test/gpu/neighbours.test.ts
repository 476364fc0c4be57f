import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { averageByKernel, averageNeighbours, createCloud, orderNeighbours } from "../../src/gpu/neighbours";
import { createRandomSource } from "../../src/math/random";
import { prepareBackend } from "../demos/runDemo";

suiteSetup(prepareBackend);

suite("Neighbours", () => {
  const random = createRandomSource(3);

  test("are as far as they are, also far from the origin, and never less than 0", async () => {
    const columns = 4;
    const shift = 100;
    const points = { rows: 50, columns, values: random.uniforms(0, 200).map((value) => value + shift) };
    const cloud = createCloud(tf, points);
    // The points themselves are asked for: their own distances are 0, and rounding may not make them negative.
    const distances = await cloud.distancesFrom(points);
    cloud.dispose();
    assert.equal(distances.length, 50 * 50);
    distances.forEach((distance, i) => {
      const [a, b] = [Math.floor(i / 50), i % 50];
      let exact = 0;
      for (let j = 0; j < columns; j++) {
        exact += ((points.values[a * columns + j] as number) - (points.values[b * columns + j] as number)) ** 2;
      }
      assert.ok(Math.abs(distance - exact) < 1e-6 && distance >= 0, `${distance} is not ${exact}`);
    });
  });

  test("are in the order of their distance, of equals the first first, the infinite last", () => {
    const distances = Float32Array.from(random.uniforms(1, 3000), (value) => Math.floor(200 * value) / 7);
    distances[17] = Number.POSITIVE_INFINITY;
    distances[18] = 1e-30;
    const expected = [...distances.keys()].sort((a, b) => {
      return distances[a] === distances[b] ? a - b : (distances[a] as number) < (distances[b] as number) ? -1 : 1;
    });
    assert.deepEqual([...orderNeighbours(distances)], expected);
    assert.equal(expected.at(-1), 17);
  });

  test("are put in order where the distances are a part of a larger array", () => {
    assert.deepEqual([...orderNeighbours(Float32Array.of(9, 9, 3, 1, 2, 9).subarray(2, 5))], [1, 2, 0]);
  });

  test("have a mean for each number of them", () => {
    assert.deepEqual(averageNeighbours([2, 0, 1], [10, 40, 1], [1, 2, 3]), [1, 5.5, 17]);
  });

  test("weigh exp(-distance² / 2h²) in kernel regression, for bandwidths that shrink by √2", () => {
    const distances = random.uniforms(4, 40);
    const targets = random.normals(5, 40);
    const found = averageByKernel(distances, { widest: 0.5, count: 5 }, targets);
    found.forEach((prediction, i) => {
      const h = 0.5 / Math.SQRT2 ** i;
      const weights = distances.map((distance) => Math.exp(-distance / (2 * h * h)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const exact = weights.reduce((sum, weight, j) => sum + weight * (targets[j] as number), 0) / total;
      assert.ok(Math.abs(prediction - exact) < 1e-6, `${prediction} is not ${exact} at h = ${h}`);
    });
  });

  test("still have a nearest where the bandwidth is tiny against all distances", () => {
    assert.deepEqual([...averageByKernel([900, 400, 500], { widest: 0.01, count: 1 }, [1, 2, 3])], [2]);
  });
});
