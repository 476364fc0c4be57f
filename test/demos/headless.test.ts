import assert from "node:assert/strict";
import type { HeadlessResult, HeadlessWish } from "../../src/headless";
import { bundleHeadless } from "../tools/bundleWorker";

suite("A demo without a page", () => {
  let runHeadless: (wish: HeadlessWish) => Promise<HeadlessResult>;
  suiteSetup(async () => {
    // As the host does: the script is handed nothing of Node.
    const { outputFiles } = await bundleHeadless();
    const module = { exports: {} as { runHeadless: typeof runHeadless } };
    new Function("module", "exports", outputFiles[0]?.text ?? "")(module, module.exports);
    runHeadless = module.exports.runHeadless;
  });

  const wish = (more: Partial<HeadlessWish> = {}): HeadlessWish => {
    const plain = { preset: undefined, params: undefined, seed: undefined, isCancelled: () => false, limit: 60_000 };
    return { demo: "with-and-without-replacement", ...plain, ...more };
  };

  test("runs to its end, with every check judged", async () => {
    const result = await runHeadless(wish());
    assert.ok("checks" in result, JSON.stringify(result));
    assert.equal(result.seed, 1);
    assert.ok(result.checks.length > 0 && result.checks.every(({ passed }) => passed));
  });

  test("ends when it is cancelled or takes too long, and says so", async () => {
    let asked = 0;
    const cancelled = await runHeadless(wish({ demo: "deploying-large-models", isCancelled: () => ++asked > 1 }));
    assert.deepEqual(cancelled, { problem: "It was cancelled." });
    const late = await runHeadless(wish({ demo: "deploying-large-models", limit: 30 }));
    assert.match(
      "problem" in late ? late.problem : "",
      /^After 0 s in plain arrays it was \d+ % done, and was given up/,
    );
  });

  const hostile: [what: Partial<HeadlessWish>, said: RegExp][] = [
    [{ demo: "__proto__" }, /no demo/],
    [{ preset: {} }, /no such preset/],
    [{ seed: "1" }, /whole number/],
    [{ seed: 2 ** 32 }, /whole number/],
    [{ seed: Number.NaN }, /whole number/],
  ];
  for (const [what, said] of hostile) {
    test(`is not begun with ${JSON.stringify(what)}`, async () => {
      const result = await runHeadless(wish(what));
      assert.match("problem" in result ? result.problem : "", said);
    });
  }

  test("takes the nearest values that its controls have, whatever is asked for, and says what it did not take", async () => {
    const params = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`x${i}`, i]));
    const result = await runHeadless(wish({ params: { ...params, constructor: 1e300 } }));
    assert.ok("notes" in result && result.notes.length === 10, JSON.stringify(result));
  });
});
