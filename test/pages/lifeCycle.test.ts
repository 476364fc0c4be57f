import assert from "node:assert/strict";
import {
  assertAllHold,
  assertNothingHeld,
  countWorkers,
  exposeContexts,
  loseContexts,
  type OpenedDemo,
  openDemo,
  quick,
  readWorkers,
} from "./openDemo";
import { assertClean } from "./openPage";

/** Two scripts before the page's own. */
const both = (one: () => void, other: () => void) => new Function(`(${one})(); (${other})();`) as () => void;

suite("A run's life", function () {
  this.timeout(90_000);
  let demo: OpenedDemo;
  teardown(() => demo.opened.close());

  /** Makes the page think that it is out of sight, or in sight again. */
  const setHidden = (hidden: boolean) =>
    demo.page.evaluate((is) => {
      Object.defineProperty(document, "hidden", { value: is, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);

  test("begins with words on what is done, and then its first progress", async () => {
    demo = await openDemo({ backend: "webgl" }, { initScript: rememberStatus });
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    const shown = await demo.page.evaluate(() => (window as unknown as { shown: string[] }).shown);
    const first = shown.findIndex((text) => /^\d+ %/.test(text));
    assert.deepEqual(shown.slice(0, first), ["Choosing what computes.", "Compiling shaders."]);
    await assertClean(demo.opened);
  });

  test("goes on by itself after the GPU was lost in mid-run, says so, and comes to the same numbers", async () => {
    demo = await openDemo({ ...quick(), backend: "webgl" }, { initScript: both(exposeContexts, countWorkers) });
    const undisturbed = await demo.run();
    assert.equal(await demo.page.locator(".player .note").isVisible(), false);
    await demo.press("Step");
    await demo.becomes(/^\d+ %/);
    await demo.press("Resume");
    await loseContexts(demo);
    await demo.page.locator(".player .note").waitFor();
    assert.match(
      await demo.text(".player .note"),
      /was taken away in mid-run: the run began again from the same seed\.$/,
    );
    await demo.becomes(/^Done/);
    assert.deepEqual(await demo.page.evaluate(() => document.querySelectorAll(".conclusion").length), 1);
    const checks = await readAgain(demo);
    assert.deepEqual(
      checks,
      undisturbed.map(({ name, measured }) => [name, measured]),
    );
    assertNothingHeld(await demo.text(".memory"));
    assert.deepEqual(await readWorkers(demo), { started: 2, alive: 1 });
    assert.deepEqual(demo.opened.violations, []);
  });

  test("survives twenty losses in a row, and leaks nothing; after too many it asks", async () => {
    // Long enough that no run ends before its context is lost, however slow the page.
    const params = { weights: "100", rows: "400" };
    demo = await openDemo({ params, backend: "webgl" }, { initScript: both(exposeContexts, countWorkers) });
    await demo.press(/^Run/);
    const lose = async (times: number, from = 0) => {
      for (let i = from + 1; i <= from + times; i++) {
        await demo.becomes(/^\d+ %/);
        await loseContexts(demo);
        const said = i === 1 ? /in mid-run:/ : new RegExp(` ${i} times:`);
        await demo.page.locator(".player .note", { hasText: said }).waitFor();
      }
    };
    await lose(20);
    await demo.becomes(/^\d+ %/);
    assert.deepEqual(await readWorkers(demo), { started: 21, alive: 1 });
    await lose(5, 20);
    await demo.becomes(/^\d+ %/);
    await loseContexts(demo);
    await demo.becomes(/context was lost/);
    assert.equal(await demo.page.locator("button.primary:visible").textContent(), "Restart");
    assert.equal((await readWorkers(demo)).alive, 0);
    await demo.press("Restart");
    await demo.becomes(/^\d+ %/);
    await demo.press("Cancel");
    await demo.becomes(/^Cancelled/);
    assertNothingHeld(await demo.text(".memory"));
    assert.equal((await readWorkers(demo)).alive, 1);
    assert.deepEqual(demo.opened.violations, []);
  });

  test("goes on without the GPU where no second worker can be had", async () => {
    demo = await openDemo({ ...quick(), backend: "webgl" }, { initScript: both(exposeContexts, oneWorker) });
    await demo.press("Step");
    await demo.becomes(/^\d+ %/);
    await loseContexts(demo);
    await demo.press("Resume");
    await demo.page.locator(".player .note").waitFor();
    await demo.becomes(/^Done/);
    assert.match(await demo.text(".backend"), /: WASM\. No worker can be started here/);
    assertNothingHeld(await demo.text(".memory"));
  });

  test("waits while nobody looks, and goes on by itself", async () => {
    demo = await openDemo({ backend: "cpu" });
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    await setHidden(true);
    await demo.page.getByRole("button", { name: "Resume" }).waitFor();
    const paused = await demo.progress();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await demo.progress(), paused);
    await setHidden(false);
    await demo.page.waitForFunction((was) => (document.querySelector("progress")?.value ?? 0) > was, paused);
    // What the learner paused themselves stays paused.
    await demo.press("Pause");
    await demo.page.getByRole("button", { name: "Resume" }).waitFor();
    await setHidden(true);
    await setHidden(false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await demo.page.getByRole("button", { name: "Resume" }).isVisible(), true);
    await assertClean(demo.opened);
  });

  test("ends when another demo is shown: its worker, its plots and its listeners are gone", async () => {
    demo = await openDemo({ backend: "cpu" }, { initScript: countWorkers });
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    await demo.opened.send({
      id: "mcmc",
      params: {},
      opened: 2,
      backend: "cpu",
      questions: [],
      linkBase: "vscode://publisher.name",
    });
    await demo.page.locator("h1", { hasText: "Monte Carlo" }).waitFor();
    assert.deepEqual(await readWorkers(demo), { started: 1, alive: 0 });
    await setHidden(true);
    await setHidden(false);
    await assertClean(demo.opened);
  });

  test("leaves nothing behind: after fifty runs it holds what it held after the first", async () => {
    demo = await openDemo(
      { ...quick("ensembling"), backend: "webgl" },
      { initScript: both(countWorkers, rememberUrls) },
    );
    const session = await demo.page.context().newCDPSession(demo.page);
    const measure = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { jsEventListeners, nodes, documents } = await session.send("Memory.getDOMCounters");
      return { jsEventListeners, nodes, documents };
    };
    const runs = async (count: number) => {
      for (let i = 0; i < count; i++) {
        assertAllHold(await demo.run());
        assertNothingHeld(await demo.text(".memory"));
      }
    };
    // The list of the last runs is full after five.
    await runs(5);
    const memory = await demo.text(".memory");
    const before = await measure();
    await runs(45);
    assert.equal(await demo.text(".memory"), memory);
    const after = await measure();
    assert.equal(after.jsEventListeners, before.jsEventListeners);
    assert.equal(after.documents, before.documents);
    assert.ok(after.nodes <= before.nodes + 50, `${before.nodes} and ${after.nodes} nodes`);
    assert.deepEqual(await readWorkers(demo), { started: 1, alive: 1 });
    assert.equal(await demo.page.evaluate(() => (window as unknown as { urls: { size: number } }).urls.size), 1);
    await assertClean(demo.opened);
  });
});

const readAgain = async ({ page }: OpenedDemo) =>
  page.evaluate(() =>
    [...document.querySelectorAll("section[aria-label=Checks] tbody tr:not(.group)")].map((row) => [
      row.children[0]?.textContent,
      row.children[2]?.textContent,
    ]),
  );

// These run in the page before its own scripts.

/** Remembers all that the status line showed. */
function rememberStatus(): void {
  const shown: string[] = [];
  Object.assign(window, { shown });
  const observer = new MutationObserver(() => {
    shown.push(document.querySelector(".status")?.textContent ?? "");
  });
  // The page makes its parts when it gets its state, after this listener.
  addEventListener("message", () => {
    setTimeout(() => observer.observe(document.querySelector(".status") as Element, { childList: true }));
  });
}

/** The first worker can be started, and no other. */
function oneWorker(): void {
  const Original = Worker;
  let started = 0;
  window.Worker = class extends Original {
    constructor(url: string | URL) {
      started++;
      if (started > 1) {
        throw new DOMException("no more workers here", "SecurityError");
      }
      super(url);
    }
  };
}

/** Keeps the addresses of blobs that were made and not given back. */
function rememberUrls(): void {
  const urls = new Set<string>();
  Object.assign(window, { urls });
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url: string) => {
    urls.delete(url);
    revokeObjectURL.call(URL, url);
  };
}
