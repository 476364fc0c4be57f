import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { layerBytes, layerOperations, type Timing, timeCopy, timeLayer } from "../../src/gpu/throughput";
import { createTicks, prepareBackend } from "../demos/runDemo";

suiteSetup(prepareBackend);

async function finish(timing: AsyncGenerator<number, Timing>): Promise<Timing> {
  for (let before = 0; ; ) {
    const next = await timing.next();
    if (next.done) {
      return next.value;
    }
    assert.ok(next.value > before && next.value <= 1);
    before = next.value;
  }
}

suite("Timing", () => {
  test("divides by how often the operation was applied, and frees its tensors", async () => {
    const before = tf.memory().numTensors;
    // On this clock a timing takes one millisecond, whatever is done in it: twelve operations, a guess from one.
    for (const timing of [timeLayer(tf, createTicks(), 2, 8), timeCopy(tf, createTicks(), 64)]) {
      assert.deepEqual(await finish(timing), { median: 1 / 12, shortest: 1 / 12, longest: 1 / 12 });
    }
    assert.equal(tf.memory().numTensors, before);
  });

  test("frees its tensors where it is ended early", async () => {
    const before = tf.memory().numTensors;
    const timing = timeLayer(tf, createTicks(), 2, 8);
    await timing.next();
    await timing.return({ median: 0, shortest: 0, longest: 0 });
    assert.equal(tf.memory().numTensors, before);
  });

  test("takes the median of timings that differ", async () => {
    // Begin and end by turns: 0 for the first three, then 5, 1, 9, 3, 7 for twelve operations each.
    const spans = [1, 1, 1, 5, 1, 9, 3, 7];
    let calls = 0;
    const now = () => (calls++ % 2 === 0 ? 0 : (spans[(calls - 2) / 2] as number));
    const { median, shortest, longest } = await finish(timeCopy(tf, now, 16));
    assert.deepEqual([12 * median, 12 * shortest, 12 * longest], [5, 1, 9]);
  });

  test("counts two operations for each weight and row, and four bytes for each number once", () => {
    assert.equal(layerOperations(3, 10), 600);
    assert.equal(layerBytes(3, 10), 4 * (100 + 30 + 30));
  });
});
