import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { createRowTable } from "../../src/gpu/rowTable";
import { stepSampledSoftmax } from "../../src/gpu/sampledSoftmax";
import { createRandomSource } from "../../src/math/random";
import { prepareTensors } from "../tools/tensors";

for (const backend of ["cpu", "wasm"] as const) {
  suite(`A table of rows on ${backend}`, () => {
    suiteSetup(() => prepareTensors(backend));

    test("has rows added to in place, twice where they are named twice, and leaves what it was made of", async () => {
      const before = tf.memory();
      const start = Float32Array.of(1, 2, 3, 4, 5, 6);
      const table = createRowTable(tf, start, 2);
      const data = table.tensor.dataId;
      const rows = tf.tensor1d([2, 0, 2], "int32");
      const updates = tf.tensor2d([10, 20, 1, 2, 100, 200], [3, 2]);
      table.add(rows, updates);
      assert.deepEqual([...(await table.tensor.data())], [2, 4, 3, 4, 115, 226]);
      table.add(rows, updates);
      assert.deepEqual([...(await table.tensor.data())], [3, 6, 3, 4, 225, 446]);
      assert.equal(table.tensor.dataId, data);
      assert.deepEqual([...start], [1, 2, 3, 4, 5, 6]);
      tf.dispose([rows, updates]);
      table.dispose();
      assert.deepEqual(tf.memory(), before);
    });

    test("takes the step that autodiff takes, and changes the named rows alone", async () => {
      const [classes, width, examples, candidates] = [9, 3, 4, 5];
      const random = createRandomSource(2);
      const start = Float32Array.from(random.normals(0, classes * width));
      const contexts = tf.tensor2d(Float32Array.from(random.normals(1, examples * width)), [examples, width]);
      const added = Float32Array.from(random.normals(2, examples * (1 + candidates)));
      // A candidate that is none.
      added[4] = -1e9;
      // Repeated labels, repeated candidates, and a candidate that is a label.
      const rows = Int32Array.of(0, 3, 0, 5, 1, 1, 3, 8, 2);
      const table = createRowTable(tf, start, width);
      stepSampledSoftmax(tf, table, { contexts, rows, added }, 0.3);

      // The same by a gradient in the whole table, on the plain backend: WebAssembly has none of a gather.
      const values = await contexts.data();
      const found = await table.tensor.data();
      await tf.setBackend("cpu");
      const expected = tf.tidy(() => {
        const whole = tf.tensor2d(start, [classes, width]);
        const h = tf.tensor2d(values, [examples, width]);
        const loss = (w: tf.Tensor) => {
          const logits = Array.from({ length: examples }, (_, example) => {
            const own = [rows[example] as number, ...rows.slice(examples)];
            const scores = tf.matMul(tf.gather(w, own), tf.reshape(tf.slice(h, [example, 0], [1, -1]), [-1, 1]));
            const extra = added.slice(example * (1 + candidates), (example + 1) * (1 + candidates));
            return tf.add(tf.reshape(scores, [-1]), tf.tensor1d(extra));
          });
          return tf.sum(tf.addN(logits.map((one) => tf.neg(tf.slice(tf.logSoftmax(one), 0, 1))))) as tf.Scalar;
        };
        return tf.sub(whole, tf.mul(0.3, tf.grad(loss)(whole)));
      });
      const exact = await expected.data();
      exact.forEach((value, i) => {
        assert.ok(Math.abs((found[i] as number) - value) < 1e-5, `at ${i}: ${found[i]} instead of ${value}`);
      });
      for (const row of [4, 6, 7]) {
        assert.deepEqual(
          [...found.slice(row * width, (row + 1) * width)],
          [...start.slice(row * width, (row + 1) * width)],
        );
      }
      expected.dispose();
      contexts.dispose();
      table.dispose();
      await tf.setBackend(backend);
    });
  });
}
