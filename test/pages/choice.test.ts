import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { demos } from "../../src/demos";
import { readParams } from "../../src/demos/demo";
import type { BackendChoice } from "../../src/protocol";
import type { ChoicePage } from "./choicePage";
import { openScript } from "./openScript";

declare const choicePage: ChoicePage;

suite("What computes a demo", function () {
  this.timeout(60_000);
  let page: Page;
  suiteSetup(async () => {
    page = await openScript("test/pages/choicePage.ts");
  });
  suiteTeardown(() => page.close());

  const choose = (demo: (typeof demos)[number], choice: BackendChoice) => {
    const look = demo.presets.find(({ name }) => name === "Quick look");
    const { params } = readParams(demo, look?.params ?? {});
    return page.evaluate(([id, values, on]) => choicePage.choose(id, values, on), [demo.id, params, choice] as const);
  };

  for (const demo of demos) {
    test(`is measured once, known from then on, and nothing is left of it: ${demo.id}`, async () => {
      const first = await choose(demo, "auto");
      assert.deepEqual(first.told, demo.calibrate ? ["measuring"] : []);
      assert.equal(first.started, first.backend.name);
      assert.doesNotMatch(first.backend.reason, /failed|did not start/);
      assert.match(first.backend.reason, demo.calibrate ? /as fast as/ : /no more than plain arrays/);
      assert.deepEqual([first.tensors, first.gpuBytes], [0, 0]);
      // Other backends come between; then the known one is started again.
      for (const choice of ["webgl", "cpu", "wasm", "webgl", "wasm"] as const) {
        const forced = await choose(demo, choice);
        assert.deepEqual([forced.backend.name, forced.started, forced.told], [choice, choice, []]);
      }
      const again = await choose(demo, "auto");
      assert.deepEqual([again.backend, again.started, again.told], [first.backend, first.started, []]);
      assert.ok(again.contexts <= 1, `${again.contexts} contexts of WebGL`);
      assert.deepEqual([again.tensors, again.gpuBytes], [0, 0]);
    });
  }
});
