import assert from "node:assert/strict";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import type { Page } from "playwright-core";
import { kernelCases, startCase } from "./kernelCases";
import type { KernelPage } from "./kernelPage";
import { openScript } from "./openScript";

declare const kernelPage: KernelPage;

/** Mean and variance of a component over all lanes. */
function momentsOf(values: readonly number[], component: number): { mean: number; variance: number; count: number } {
  const own = values.filter((_, i) => i % 4 === component);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return { mean, variance: own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length, count: own.length };
}

suite("A kernel on WebGL", function () {
  // Some kernels once took half a minute to compile here: that is too long.
  this.timeout(20_000);
  let page: Page;
  const onWebGL = (index: number, parts: number[]) =>
    page.evaluate(([which, steps]) => kernelPage.run(which, steps), [index, parts] as const);

  suiteSetup(async () => {
    page = await openScript("test/pages/kernelPage.ts");
    await tf.setBackend("cpu");
  });
  suiteTeardown(() => page.close());

  /** The same in TypeScript, in Node. */
  async function onCpu(which: (typeof kernelCases)[number], steps: number): Promise<number[][]> {
    const lanes = startCase(tf, which);
    try {
      lanes.advance(steps);
      return await Promise.all(lanes.state.map(async (_, v) => [...(await lanes.read(v))]));
    } finally {
      lanes.dispose();
    }
  }

  kernelCases.forEach((which, index) => {
    const { kernel, lanes, seed, steps, tolerance, manySteps } = which;
    const title = `${kernel.name}, ${lanes} lanes${seed === undefined ? "" : `, seed ${seed}`}`;
    test(`comes to what its TypeScript does: ${title}, ${steps} steps`, async () => {
      const [webgl, twin] = [await onWebGL(index, [steps]), await onCpu(which, steps)];
      assert.deepEqual(
        webgl.map((vector) => vector.length),
        twin.map((vector) => vector.length),
      );
      let worst = { off: -1, vector: 0, i: 0 };
      twin.forEach((values, vector) => {
        values.forEach((value, i) => {
          const off = Math.abs((webgl[vector]?.[i] as number) - value) / Math.max(1, Math.abs(value));
          worst = off <= worst.off ? worst : { off: Number.isNaN(off) ? Number.POSITIVE_INFINITY : off, vector, i };
        });
      });
      const { off, vector, i } = worst;
      const where = `component ${i % 4} of vector ${vector} of lane ${Math.floor(i / 4)}`;
      assert.ok(off <= tolerance, `${where}: ${webgl[vector]?.[i]} on WebGL, ${twin[vector]?.[i]} in TypeScript`);
    });

    if (manySteps) {
      test(`keeps to the distribution of its TypeScript: ${title}, ${manySteps} steps`, async () => {
        const [webgl, twin] = [await onWebGL(index, [manySteps]), await onCpu(which, manySteps)];
        twin.forEach((values, vector) => {
          for (let component = 0; component < 4; component++) {
            const [a, b] = [momentsOf(webgl[vector] ?? [], component), momentsOf(values, component)];
            // Lanes are independent; the two share their random numbers, so that this is wide.
            const error = Math.sqrt((a.variance + b.variance) / a.count) + 1e-6 * Math.abs(b.mean);
            assert.ok(Math.abs(a.mean - b.mean) <= 4 * error, `mean ${a.mean} on WebGL, ${b.mean} in TypeScript`);
            const off = Math.abs(a.variance - b.variance);
            assert.ok(off <= 0.25 * b.variance + 1e-6, `variance ${a.variance} on WebGL, ${b.variance} in TypeScript`);
          }
        });
      });
    }

    test(`gives the same bits however its steps are divided: ${title}`, async () => {
      const whole = await onWebGL(index, [steps]);
      const most = Math.floor(steps / 2);
      assert.deepEqual(await onWebGL(index, [1, most, steps - most - 1]), whole);
    });
  });

  test("leaves neither tensors nor bytes, here or on the GPU", async () => {
    for (const [index, { kernel }] of kernelCases.entries()) {
      const { before, after } = await page.evaluate((which) => kernelPage.measureLeak(which, 3), index);
      assert.deepEqual(after, before, kernel.name);
    }
  });

  test("says in its name what is wrong with its GLSL", async () => {
    const error = await page.evaluate(() => kernelPage.errorOf("void advance(inout vec4 state[1]) { missing(); }", 1));
    assert.match(error, /The kernel faulty does not compile: .*missing/);
  });

  test("with more vectors than the machine has outputs is refused in words", async () => {
    const error = await page.evaluate(() => kernelPage.errorOf("void advance(inout vec4 state[9]) {}", 9));
    assert.match(error, /The kernel faulty needs 9 outputs/);
  });

  test("has states that tfjs reads right, op by op, before the first step and after", async () => {
    for (const { sums, column, values } of await page.evaluate(() => kernelPage.useState())) {
      const expected = [0, 1, 2, 3].map((c) => momentsOf(values, c)).map(({ mean, count }) => mean * count);
      sums.forEach((sum, c) => {
        assert.ok(Math.abs(sum - (expected[c] as number)) < 1e-3, `the sum of ${c} is ${sum}, not ${expected[c]}`);
      });
      assert.deepEqual(
        column,
        values.filter((_, i) => i % 4 === 2),
      );
    }
  });
});
