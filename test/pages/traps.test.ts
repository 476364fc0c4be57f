import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { prepareTensors } from "../tools/tensors";
import { openScript } from "./openScript";
import type { TrapsPage } from "./trapsPage";

declare const trapsPage: TrapsPage;

// If a newer tfjs fails one of these, the trap is gone, and with it the reason for what is done instead.
suite("A trap of tfjs 4.22", function () {
  this.timeout(60_000);
  let page: Page;
  suiteSetup(async () => {
    page = await openScript("test/pages/trapsPage.ts");
  });
  suiteTeardown(() => page.close());

  const adamGoes = (backend: "webgl" | "cpu", epsilon?: number) =>
    page.evaluate(([on, given]) => trapsPage.adamGoes(on, given), [backend, epsilon] as const);

  test("is an epsilon of WebGL's own, by which Adam goes another way; demos say theirs", async () => {
    const [webgl, cpu] = [await adamGoes("webgl"), await adamGoes("cpu")];
    assert.ok(cpu > 5 * webgl, `${cpu} on plain arrays, ${webgl} on WebGL`);
    const [same, ours] = [await adamGoes("webgl", 1e-8), await adamGoes("cpu", 1e-8)];
    assert.ok(Math.abs(same - ours) < 1e-5, `${ours} on plain arrays, ${same} on WebGL`);
  });

  test("is data that never comes once the context is lost; the demos' guard stops waiting at once", async () => {
    const { data, guard } = await page.evaluate(() => trapsPage.loseContext());
    assert.equal(data, "pending");
    assert.match(guard, /context was lost/);
  });

  test("is a lost context that answers null before anybody is told; the demos' guard knows what an error came of", async () => {
    const fresh = await openScript("test/pages/trapsPage.ts");
    assert.match(await fresh.evaluate(() => trapsPage.failOfLoss()), /context was lost/);
    await fresh.close();
  });

  test("is a seed of 0 that counts as none; demos draw from a source of their own", async () => {
    const tf = await prepareTensors("cpu");
    const draw = (seed: number) => Array.from(tf.tidy(() => tf.randomNormal([8], 0, 1, "float32", seed).dataSync()));
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(0), draw(0));
  });

  test("is an einsum without a gradient; demos use matMul", async () => {
    const tf = await prepareTensors("cpu");
    tf.tidy(() => {
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      const m = tf.ones([2, 2]);
      assert.throws(
        () => tf.grad((left) => tf.sum(tf.einsum("ij,jk->ik", left as typeof x, x)))(m),
        /gradient function not found for Einsum/,
      );
      assert.deepEqual(
        [
          ...tf
            .grad((left) => tf.sum(tf.matMul(left as typeof x, x)))(m)
            .dataSync(),
        ],
        [3, 7, 3, 7],
      );
    });
  });

  test("is a gather whose gradient WASM has not; demos multiply by a matrix of ones and zeros", async () => {
    const tf = await prepareTensors("wasm");
    tf.tidy(() => {
      const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      const rows = tf.tensor1d([2, 0, 2], "int32");
      assert.throws(
        () => tf.grad((table) => tf.sum(tf.gather(table, rows)))(x),
        /'UnsortedSegmentSum' not registered for backend 'wasm'/,
      );
      const gradient = tf.grad((table) => tf.sum(tf.matMul(tf.oneHot(rows, 3), table as typeof x)))(x);
      assert.deepEqual([...gradient.dataSync()], [1, 1, 0, 0, 2, 2]);
    });
  });
});
