import assert from "node:assert/strict";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import type { Page } from "playwright-core";
import { createRowTable } from "../../src/gpu/rowTable";
import { stepSampledSoftmax } from "../../src/gpu/sampledSoftmax";
import { createRandomSource } from "../../src/math/random";
import { openScript } from "./openScript";
import { createBatch, type TableCase } from "./rowTableCase";
import type { RowTablePage } from "./rowTablePage";

declare const rowTablePage: RowTablePage;

suite("A table of rows on WebGL", function () {
  this.timeout(60_000);
  let page: Page;

  suiteSetup(async () => {
    page = await openScript("test/pages/rowTablePage.ts");
    await tf.setBackend("cpu");
  });
  suiteTeardown(() => page.close());

  async function onCpu(given: TableCase): Promise<number[]> {
    const table = createRowTable(tf, Float32Array.from(given.start), given.width);
    for (let step = 0; step < given.steps; step++) {
      const { values, ...batch } = createBatch(given, step);
      const contexts = tf.tensor2d(values, [given.examples, given.width]);
      stepSampledSoftmax(tf, table, { ...batch, contexts }, given.learningRate);
      contexts.dispose();
    }
    const values = [...(await table.tensor.data())];
    table.dispose();
    return values;
  }

  // Odd numbers, a table of one row, and one of more rows than a texture has, whose rows go on in the next one of texels.
  for (const [classes, width, examples, candidates] of [
    [50, 7, 5, 9],
    [1, 3, 2, 2],
    [20_000, 7, 16, 40],
  ] as const) {
    test(`is changed in place as in memory, and read on the way: ${classes} rows of ${width}`, async () => {
      const start = [
        ...createRandomSource(3)
          .normals(0, classes * width)
          .map(Math.fround),
      ];
      const given = { classes, width, examples, candidates, steps: 9, learningRate: 0.05, start };
      const found = await page.evaluate((one) => rowTablePage.run(one), given);
      assert.deepEqual(found.after, found.before);
      for (const [values, exact] of [
        [found.halfway, await onCpu({ ...given, steps: 5 })],
        [found.values, await onCpu(given)],
      ] as const) {
        assert.equal(values.length, exact.length);
        exact.forEach((value, i) => {
          const off = Math.abs((values[i] as number) - value);
          assert.ok(off <= 2e-5 * Math.max(1, Math.abs(value)), `at ${i}: ${values[i]} on WebGL, ${value} in memory`);
        });
      }
    });
  }
});
