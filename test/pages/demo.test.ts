import assert from "node:assert/strict";
import { themes } from "./demoThemes";
import { findBarriers } from "./findBarriers";
import {
  assertAllHold,
  assertNothingHeld,
  countWorkers,
  type OpenedDemo,
  openDemo,
  prepend,
  quick,
  readChecks,
  readWorkers,
  state,
} from "./openDemo";
import { assertClean } from "./openPage";

suite("The demo page", () => {
  let demo: OpenedDemo;
  teardown(() => demo.opened.close());

  test("says something before anything is run, and computes nothing unasked", async () => {
    demo = await openDemo({}, { initScript: countWorkers });
    assert.equal(await demo.text("h1"), "L1 against L2: corner and circle");
    assert.match(await demo.text(".theory"), /told once you have guessed/);
    const pictures = await demo.pictures();
    assert.equal(pictures.length, 2);
    assert.match(pictures[0] ?? "", /touches at \(2\.50, 0\), a corner/);
    assert.equal((await readWorkers(demo)).started, 0);
    await demo.press("Skip");
    assert.match(await demo.text(".theory"), /probability 95\.4 %/);
    await demo.setSlider("Penalty λ", 0);
    assert.match(await demo.text(".theory"), /probability 68\.3 % under L1 at λ₁ = 1/);
    await assertClean(demo.opened);
  });

  suite("computes the same on every backend:", () => {
    const labels = {
      webgl: /^Computes on: (software WebGL|WebGL on .+)\. /,
      wasm: /: WASM\. /,
      cpu: /: plain arrays\. /,
    };
    let reference: Awaited<ReturnType<typeof readChecks>> | undefined;
    for (const backend of ["cpu", "wasm", "webgl"] as const) {
      test(backend, async () => {
        demo = await openDemo({ ...quick(), backend });
        const checks = await demo.run();
        assert.match(await demo.text(".backend"), labels[backend]);
        assert.match(await demo.text(".backend"), /setting/);
        assert.equal(checks.length, 14);
        assertAllHold(checks);
        assertNothingHeld(await demo.text(".memory"));
        // Counts and probabilities to the last digit; what rounding to float32 leaves over is of the backend.
        const exact = checks.filter(({ name }) => /zero|exactly 0|Minimum/.test(name));
        assert.equal(exact.length, 8);
        reference ??= exact;
        assert.deepEqual(exact, reference);
        await assertClean(demo.opened);
      });
    }
  });

  test("measures by itself what is fastest, and says so", async () => {
    demo = await openDemo(quick());
    await demo.run();
    assert.match(await demo.text(".backend"), /^Computes on: .*\. .* as fast as /);
  });

  const places = { auto: "(WASM|plain arrays)", webgl: "WASM" };
  for (const [backend, place] of Object.entries(places) as ["auto" | "webgl", string][]) {
    test(`runs without WebGL, and says so, where the setting is ${backend}`, async () => {
      const browserArgs = ["--disable-gpu", "--disable-software-rasterizer"];
      demo = await openDemo({ ...quick(), backend }, { browserArgs });
      assertAllHold(await demo.run());
      assert.match(await demo.text(".backend"), new RegExp(`^Computes on: ${place}\\. There is no WebGL 2 here\\.`));
      await assertClean(demo.opened);
    });
  }

  test("runs in plain arrays, and says so, where WebAssembly is forbidden", async () => {
    demo = await openDemo({ ...quick(), backend: "wasm" }, { initScript: forbidWebAssembly });
    assertAllHold(await demo.run());
    assert.match(await demo.text(".backend"), /: plain arrays\. .*WebAssembly did not start: forbidden here\./);
    await assertClean(demo.opened);
  });

  for (const [how, initScript] of Object.entries({ throws: throwFromWorkers, fails: failWorkers })) {
    test(`runs on the page itself where a worker ${how} when it is started`, async () => {
      demo = await openDemo({ ...quick(), backend: "webgl" }, { initScript });
      assertAllHold(await demo.run());
      // A lost GPU could not be mended there.
      assert.match(await demo.text(".backend"), /: WASM\. No worker can be started here/);
      assertNothingHeld(await demo.text(".memory"));
      await assertClean(demo.opened);
    });
  }

  test("is paused, stepped, resumed, cancelled and reset", async () => {
    demo = await openDemo({ backend: "cpu" });
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    for (let i = 0; i < 4; i++) {
      await demo.pressUntilOffered("Pause", "Resume");
      await demo.pressUntilOffered("Resume", "Pause");
    }
    await demo.pressUntilOffered("Pause", "Resume");
    const paused = await demo.progress();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await demo.progress(), paused);
    await demo.press("Step");
    await demo.page.waitForFunction((was) => (document.querySelector("progress")?.value ?? 0) > was, paused);
    const stepped = await demo.progress();
    // A part whose length is not known beforehand may end early, and then a step counts for more.
    assert.ok(stepped - paused < 0.1, "one step is one step");
    await demo.pressUntilOffered("Resume", "Pause");
    await demo.pressUntilOffered("Cancel", "Run");
    await demo.becomes(/^Cancelled/);
    assertNothingHeld(await demo.text(".memory"));

    await demo.press("Reset");
    assert.equal(await demo.progress(), 0);
    assert.equal(await demo.page.getByRole("img").count(), 2);
    await assertClean(demo.opened);
  });

  test("is cancelled also while what computes is busy with a start that has no end", async () => {
    demo = await openDemo({}, { initScript: prepend("for (;;) {}") });
    await demo.press(/^Run/);
    await demo.press("Cancel");
    await demo.becomes(/^Cancelled/);
    assert.equal(await demo.page.getByRole("button", { name: "Run", exact: true }).isEnabled(), true);
    await assertClean(demo.opened);
  });

  test("resets a run that goes on, and begins the next at the same start", async () => {
    demo = await openDemo({ ...quick(), backend: "cpu" });
    await demo.press("Step");
    await demo.press("Step");
    await demo.becomes(/^\d+ %/);
    await demo.press("Reset");
    await demo.becomes(/^Reset/);
    assert.equal(await demo.page.getByRole("img").count(), 2);
    const afterReset = await demo.run();
    assert.deepEqual(await demo.run(), afterReset);
  });

  test("tells what theory says only when the guess is made, which then stays what it is", async () => {
    demo = await openDemo(quick("with-and-without-replacement"));
    const theory = () => demo.text(".theory");
    assert.deepEqual([/\d/.test(await theory()), (await demo.pictures()).length], [false, 1]);
    const guess = demo.page.getByLabel(/How many times the variance/);
    const done = demo.page.getByRole("button", { name: "That is my guess" });
    await guess.fill("7");
    assert.equal(await done.isDisabled(), true);
    await guess.fill("0.5");
    assert.doesNotMatch(await theory(), /\d/);
    await done.click();
    assert.match(await theory(), /0\.754 times the variance/);
    assert.equal((await demo.pictures()).length, 2);
    assert.deepEqual([await guess.isDisabled(), await done.isVisible()], [true, false]);
    assert.equal(await demo.page.evaluate(() => document.activeElement?.textContent), "Run");
    await demo.opened.reload();
    assert.match(await theory(), /0\.754 times the variance/);
    assert.deepEqual([await guess.isDisabled(), await guess.inputValue()], [true, "0.5"]);
    await assertClean(demo.opened);
  });

  test("asks for a guess before the first run, keeps it, and shows it beside the truth", async () => {
    demo = await openDemo(quick());
    assert.equal(await demo.page.locator("button.primary:visible").textContent(), "Run without a guess");
    await demo.page.getByLabel(/How many of the weights/).fill("30");
    assert.equal(await demo.page.locator("button.primary:visible").textContent(), "Run");
    const checks = await demo.run();
    const truth = checks.find(({ name }) => name === "Exact zeros, L1 by proximal steps")?.measured;
    assert.equal(await demo.text(".guess"), `You guessed 30 weights; it is ${truth}.`);
    assert.equal(await demo.page.getByLabel(/How many of the weights/).isDisabled(), true);
    // A later run is no test of the guess.
    await demo.run();
    assert.deepEqual(
      demo.opened.messages.filter(({ type }) => type === "finished"),
      [
        { type: "finished", id: "l1-vs-l2", guessed: 30, measured: Number(truth), standardError: 0 },
        { type: "finished", id: "l1-vs-l2" },
      ],
    );
  });

  test("is as it was left when its tab was hidden and is shown again", async () => {
    demo = await openDemo();
    await demo.page.getByLabel(/How many of the weights/).fill("12");
    await demo.page.getByLabel("Preset").selectOption("Quick look");
    await demo.page.getByLabel("Seed").fill("77");
    await demo.page.getByLabel("Seed").blur();
    const checks = await demo.run();
    const seen = await demo.pictures();
    assert.equal(seen.length, 6);
    await demo.opened.reload();
    assert.deepEqual(await readChecks(demo.opened), checks);
    assert.deepEqual(await demo.pictures(), seen);
    assert.equal(await demo.page.getByLabel("Seed").inputValue(), "77");
    assert.match(await demo.text("#preset-sentence"), /A small problem/);
    assert.match(await demo.text(".guess"), /You guessed 12/);
    assert.equal(await demo.page.locator("section[aria-label='Last runs'] tbody tr").count(), 1);
    await assertClean(demo.opened);
  });

  test("says that a run ended when its tab was hidden in the middle of it", async () => {
    demo = await openDemo({ backend: "cpu" });
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    await demo.opened.reload();
    assert.match(await demo.text(".status"), /ended when its tab was hidden/);
    assert.equal(await demo.page.getByRole("button", { name: "Run", exact: true }).isEnabled(), true);
  });

  test("keeps the last five runs, and draws their lines behind the newest", async () => {
    demo = await openDemo({ params: { weights: "10", rows: "20" }, opened: 1 });
    for (let i = 0; i < 6; i++) {
      await demo.run();
      await demo.press("New seed");
    }
    assert.equal(await demo.page.locator("section[aria-label='Last runs'] tbody tr").count(), 5);
    const saved = await demo.page.evaluate(() => JSON.parse(sessionStorage.getItem("state of the page") ?? "{}"));
    const titles = saved.runs.map((run: { measured: object }) => Object.keys(run.measured));
    assert.ok(titles.every((list: string[]) => list.includes("Exact zeros against λ")));
    await assertClean(demo.opened);
  });

  test("takes values from a link, within bounds and once, and notes what it can not take", async () => {
    demo = await openDemo({ params: { seed: "9", lambda: "0.3", mix: "7", colour: "red", solver: "x" }, opened: 5 });
    assert.equal(await demo.page.getByLabel("Seed").inputValue(), "9");
    assert.match(await demo.text(".controls"), /Penalty λ0\.3Elastic|Penalty λ0\.3F\(w\)/);
    const notes = await demo.text(".notes");
    for (const part of [/“colour” is not a control/, /mix goes from 0\.1 to 1; it is 1/, /can not be “x”/]) {
      assert.match(notes, part);
    }
    await demo.page.getByLabel("Seed").fill("10");
    await demo.page.getByLabel("Seed").blur();
    await demo.opened.reload();
    assert.equal(await demo.page.getByLabel("Seed").inputValue(), "10");
    await demo.opened.send(state({ params: { seed: "-1" }, opened: 6 }));
    assert.match(await demo.text(".notes"), /seed is a whole number/);
    await assertClean(demo.opened);
  });

  test("follows links to its questions, and copies a link and a table that lead back", async () => {
    demo = await openDemo(quick());
    await demo.setSlider("Noise σ", 2);
    await demo.run();
    const followed = demo.opened.nextMessage("follow");
    await demo.page.getByRole("link", { name: /7\.1\/12/ }).click();
    assert.equal((await followed).href, "question:7.1/12");

    const link = demo.opened.nextMessage("copy");
    await demo.press("Copy link");
    const url = new URL((await link).text);
    assert.equal(`${url.protocol}//${url.host}${url.pathname}`, "vscode://publisher.name/demo/l1-vs-l2");
    const { seed, ...params } = Object.fromEntries(url.searchParams);
    assert.equal(seed, "1");
    assert.equal(params.noise, "2");
    const table = demo.opened.nextMessage("copy");
    await demo.press("Copy result as Markdown");
    const { text } = await table;
    assert.match(text, /^\*\*L1 against L2[^*]*\*\*$/m);
    assert.match(text, /\| Exact zeros, L1 by Adam \| 0 \| 0 \| – \| – \| ✓ agrees \|/);
    assert.equal(text.match(/^\| (?!\*\*)/gm)?.length, 16);
    // In notes the link is one of ours.
    assert.ok(text.includes(`(demo:l1-vs-l2${url.search})`), text);

    await demo.opened.send(state({ params: { seed: "3", ...params }, opened: 8 }));
    assert.equal(await demo.text(".notes"), "");
    await assertClean(demo.opened);
  });

  test("tells why a run failed, holds nothing after it, and runs again", async () => {
    demo = await openDemo({ ...quick(), backend: "cpu" }, { initScript: failOnce });
    await demo.press(/^Run/);
    await demo.becomes(/^The run failed: planted/);
    assertNothingHeld(await demo.text(".memory"));
    assertAllHold(await demo.run());
    assertNothingHeld(await demo.text(".memory"));
    await assertClean(demo.opened);
  });

  test("reads progress out at most every two seconds", async () => {
    demo = await openDemo({ backend: "cpu" });
    await demo.page.evaluate(() => {
      const times: number[] = [];
      Object.assign(window, { times });
      new MutationObserver(() => times.push(performance.now())).observe(
        document.querySelector("[aria-live=polite]") as Element,
        { childList: true, characterData: true, subtree: true },
      );
    });
    assert.equal(await demo.page.locator("[aria-live], [role=status], [role=alert]").count(), 1);
    await demo.run();
    const times = await demo.page.evaluate(() => (window as unknown as { times: number[] }).times);
    // The first says that it starts, the last how it ended.
    const between = times.slice(1, -1).map((time, i) => time - (times[i] as number));
    assert.ok(
      between.every((gap) => gap >= 1900),
      `after ${between} ms`,
    );
  });

  test("does not move where motion is unwanted, and shows the end", async () => {
    demo = await openDemo({ backend: "cpu" }, { bodyClasses: ["vscode-dark", "vscode-reduce-motion"] });
    await demo.press(/^Run/);
    await demo.becomes(/^[3-9]\d %/);
    assert.equal(await demo.page.getByRole("img").count(), 2);
    await demo.becomes(/^Done/);
    assert.equal(await demo.page.getByRole("img").count(), 6);
  });

  test("is used by keyboard alone, and never loses the focus", async () => {
    demo = await openDemo(quick());
    const { keyboard } = demo.page;
    const focused = () =>
      demo.page.evaluate(() => {
        const { activeElement: at } = document;
        return at?.id || at?.textContent?.slice(0, 30) || at?.tagName || "";
      });
    const tabTo = async (wanted: string, key = "Tab") => {
      for (let i = 0; i < 40; i++) {
        await keyboard.press(key);
        if ((await focused()).startsWith(wanted)) {
          return;
        }
      }
      assert.fail(`${wanted} is not reached by Tab`);
    };
    await tabTo("guess");
    await keyboard.type("20");
    await tabTo("preset");
    await tabTo("control-lambda");
    const label = () => demo.page.locator("#control-lambda").evaluate((slider) => slider.ariaValueText);
    await keyboard.press("ArrowRight");
    assert.equal(await label(), "2.09");
    await keyboard.press("ArrowLeft");
    assert.equal(await label(), "2");
    await keyboard.press("PageUp");
    assert.equal(await label(), "3.17");
    await keyboard.press("End");
    assert.equal(await label(), "20");
    await tabTo("seed");
    await tabTo("Run", "Shift+Tab");
    await keyboard.press("Enter");
    await demo.becomes(/^Done/);
    assert.match(await focused(), /^(Run|Cancel|Pause|Step)/);
    await tabTo("Copy link");
    await tabTo("JSON");
    await tabTo("Numbers");
    await keyboard.press("Enter");
    await demo.page.waitForSelector("details[open] table");
  });

  test("has the numbers of each picture as a table of at most 50 rows, and what it shows in words", async () => {
    demo = await openDemo(quick());
    await demo.run();
    const count = await demo.page.getByRole("img").count();
    for (let i = 0; i < count; i++) {
      const figure = demo.page.locator("figure").nth(i);
      assert.match((await figure.getByRole("img").getAttribute("aria-label")) ?? "", /\d/);
      await figure.locator("summary").click();
      await figure.locator("table").first().waitFor();
      for (const rows of await figure.locator("tbody").evaluateAll((all) => all.map((body) => body.children.length))) {
        assert.ok(rows >= 1 && rows <= 50);
      }
    }
  });

  test("draws in the colours of the theme, and again when it changes", async () => {
    demo = await openDemo({}, { ...themes.dark });
    const pixels = () =>
      demo.page.evaluate(() => (document.querySelector("canvas.series") as HTMLCanvasElement).toDataURL());
    const dark = await pixels();
    await demo.page.evaluate(({ bodyClasses, variables }) => {
      document.body.className = `vscode-body ${bodyClasses.join(" ")}`;
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
    }, themes["high contrast light"]);
    await demo.page.waitForFunction(
      (was) => (document.querySelector("canvas.series") as HTMLCanvasElement).toDataURL() !== was,
      dark,
    );
    await assertClean(demo.opened);
  });

  test("finds the fields of its form by their borders in every theme", async () => {
    demo = await openDemo();
    for (const [name, { bodyClasses, variables }] of Object.entries(themes)) {
      const contrasts = await demo.page.evaluate(
        ([classes, colours]) => {
          document.body.className = `vscode-body ${classes.join(" ")}`;
          document.documentElement.removeAttribute("style");
          for (const [variable, value] of Object.entries(colours)) {
            document.documentElement.style.setProperty(variable, value);
          }
          const canvas = document.createElement("canvas");
          const context = canvas.getContext("2d") as CanvasRenderingContext2D;
          const background = getComputedStyle(document.body).backgroundColor;
          const luminance = (colour: string) => {
            context.fillStyle = background;
            context.fillRect(0, 0, 1, 1);
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) =>
              byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
            );
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return [...document.querySelectorAll("input[type=number], select")].map((field) => {
            const both = [luminance(getComputedStyle(field).borderTopColor), luminance(background)];
            return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
          });
        },
        [bodyClasses, variables] as const,
      );
      // WCAG 1.4.11 asks for 3 to 1.
      assert.ok(contrasts.length > 3 && Math.min(...contrasts) >= 3, `${name}: ${contrasts}`);
    }
  });

  test("loads where the browser says that it speaks no language", async () => {
    demo = await openDemo({}, { initScript: speakNoLanguage });
    assert.equal(await demo.page.getByRole("img").count(), 2);
    await assertClean(demo.opened);
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`has nothing that axe calls serious, in the ${name} theme`, async () => {
      demo = await openDemo(quick(), theme);
      assert.deepEqual(await findBarriers(demo.page), []);
      await demo.run();
      await demo.page.locator("summary").first().click();
      assert.deepEqual(await findBarriers(demo.page), []);
    });
  }
});

// These run in the page before its own scripts.

function throwFromWorkers(): void {
  window.Worker = class {
    constructor() {
      throw new DOMException("no workers here", "SecurityError");
    }
  } as unknown as typeof Worker;
}

/** As where a policy forbids the worker's address: it is there at first. */
function failWorkers(): void {
  window.Worker = class extends EventTarget {
    onerror?: (event: Event) => void;
    constructor() {
      super();
      setTimeout(() => this.onerror?.(new Event("error")), 50);
    }
    postMessage(): void {}
    terminate(): void {}
  } as unknown as typeof Worker;
}

const forbidWebAssembly = prepend(`
  WebAssembly.compile = () => Promise.reject(new Error("forbidden here"));
`);

/** The fourth tensor from an array can not be made, once. */
const failOnce = prepend(`
  const { from } = Float32Array;
  let calls = 0;
  Float32Array.from = (...given) => {
    calls++;
    if (calls === 4) { throw new Error("planted"); }
    return from.apply(Float32Array, given);
  };
`);

/** As on a machine with the locale "C". */
function speakNoLanguage(): void {
  Object.defineProperty(Navigator.prototype, "language", { get: () => "c", configurable: true });
}
