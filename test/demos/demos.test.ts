import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { demos, findDemo } from "../../src/demos";
import { type Check, type Demo, groupChecks, judgeCheck, readParams } from "../../src/demos/demo";
import {
  assertAllHold,
  assertDrawable,
  createTicks,
  now,
  paramsOf,
  prepareBackend,
  runDemo,
  runToEnd,
  startDemo,
} from "./runDemo";

suiteSetup(prepareBackend);

suite("The registry of demos", () => {
  const parts = ["cards.ts", "demo.ts", "index.ts", "stages.ts"];
  const entries = readdirSync("src/demos", { withFileTypes: true });

  test("has a line for each file of the folder, and no other", () => {
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const ids = files.filter((name) => !parts.includes(name)).map((name) => name.replace(/\.ts$/, ""));
    assert.deepEqual(demos.map(({ id }) => id).sort(), ids.sort());
  });

  test("knows each folder as the parts of a demo", () => {
    for (const { name } of entries.filter((entry) => entry.isDirectory())) {
      assert.ok(findDemo(name), `src/demos/${name} belongs to no demo`);
    }
  });
});

for (const demo of demos) {
  suite(`The demo ${demo.id}`, () => {
    // At its own size each demo runs once, by the command line (test/tools/runDemo.ts).
    const quick = paramsOf(demo, "Quick look");
    let first: Awaited<ReturnType<typeof runDemo>>;

    test("names its questions, and a check for its prediction", async () => {
      assert.ok(demo.questions.length > 0);
      const { min, max, step } = demo.prediction;
      assert.ok(min < max && step > 0);
    });

    test("has controls that start within their bounds, and presets that they can take", () => {
      const names = demo.controls.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length);
      for (const params of [
        Object.fromEntries(demo.controls.map(({ name, value }) => [name, value])),
        ...demo.presets.map((preset) => preset.params),
      ]) {
        const read = readParams(demo, params);
        assert.deepEqual(read.notes, []);
        for (const [name, value] of Object.entries(params)) {
          assert.equal(read.params[name], value);
        }
      }
    });

    test("says something before anything is run, for every preset", () => {
      for (const { params } of demo.presets) {
        const { sentence, panels } = demo.preview(readParams(demo, params).params);
        assert.match(sentence, /\d/);
        assertDrawable(panels);
      }
    });

    for (const seed of [1, 2, 3]) {
      test(`has all its checks hold from seed ${seed}, and frees its tensors`, async () => {
        const before = tf.memory();
        const result = await runDemo(demo, seed, quick);
        first ??= result;
        assert.ok(result.checks.some(({ name }) => name === demo.prediction.check));
        assertAllHold(result.checks);
        assertDrawable(result.panels);
        assert.match(result.conclusion, /\d/);
        assert.deepEqual(tf.memory(), before);
      });
    }

    test("does not give away what is to be predicted, but where it says so", () => {
      const { claim, prediction, preview, presets } = demo;
      const { exact } = first.checks.find(({ name }) => name === prediction.check) as Check;
      // As a share and in %, rounded and cut off; of whole numbers there are too many others.
      const told = [exact, 100 * exact]
        .flatMap((value) => [value.toPrecision(3), String(value).slice(0, 4)])
        .filter((text) => !Number.isInteger(Number(text)));
      const preset = presets.find(({ name }) => name === "Quick look")?.sentence;
      const panels = preview(quick).panels.filter(({ answers }) => !answers);
      assert.ok(panels.length > 0, "nothing is to be seen");
      const all = [claim, prediction.question, preset, ...panels.map(({ summary }) => summary)].join("\n");
      assert.deepEqual(
        told.filter((text) => all.includes(text)),
        [],
      );
    });

    test("lists its checks under headings, few under each, and first what was to be predicted", () => {
      const { checks } = first;
      assert.deepEqual(
        checks.filter(({ group }) => !group).map(({ name }) => name),
        [],
      );
      const groups = groupChecks(demo, checks);
      assert.equal(groups[0]?.checks[0]?.name, demo.prediction.check);
      assert.ok(groups.length > 2 && groups.every((group) => group.checks.length <= 12));
      assert.equal(groups.flatMap((group) => group.checks).length, checks.length);
    });

    test("gives the same numbers from the same seed, at whatever pace and however often it is drawn", async () => {
      const alone = await runDemo(demo, 1, quick, createTicks());
      const run = await startDemo(demo, 1, quick, createTicks());
      for (let steps = 0; (await run.step()) < 1; steps++) {
        if (steps % 97 === 0) {
          await run.draw();
          await run.checks();
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
      assert.deepEqual(await run.checks(), first.checks);
      assert.deepEqual(await run.draw(), alone.panels);
      await run.dispose();
    });

    test("can be drawn from the first step on, and frees its tensors wherever it is cancelled", async () => {
      const before = tf.memory();
      for (const stopAt of [0, 0.001, 0.1, 0.3, 0.7]) {
        const run = await startDemo(demo, 4, quick);
        assertDrawable(await run.draw());
        for (let share = 0; share < stopAt; ) {
          share = await run.step();
        }
        assertDrawable(await run.draw());
        await run.checks();
        await run.dispose();
        assert.deepEqual(tf.memory(), before, `cancelled at ${stopAt}`);
      }
    });

    const { calibrate } = demo;
    if (calibrate) {
      test("gives a taste of its work, as often as it is asked for, and frees its tensors", async () => {
        const before = tf.memory();
        const taste = calibrate({ tf, now, seed: 1, params: quick });
        for (let i = 0; i < 3; i++) {
          const { value, done } = await taste.next();
          assert.ok(!done && Number(value) > 0);
        }
        await taste.return();
        assert.deepEqual(tf.memory(), before);
      });
    }

    test("frees its tensors when the library fails in the middle of anything", async () => {
      const before = tf.memory();
      /** A whole run with a library of which one call fails; how many calls there were. */
      const runBreaking = async (failing: number): Promise<number> => {
        let calls = 0;
        const run = await demo.start({ tf: breakAt(failing, () => ++calls), now, seed: 5, params: quick });
        try {
          await runToEnd(run);
        } finally {
          await run.dispose();
        }
        return calls;
      };
      const all = await runBreaking(Number.POSITIVE_INFINITY);
      const places = [1, 2, 3, 5, 9, 0.03 * all, 0.1 * all, 0.3 * all, 0.6 * all].map(Math.ceil);
      // A demo in plain arrays calls nothing.
      for (const failing of places.filter((place) => place >= 1 && place <= all)) {
        await assert.rejects(runBreaking(failing), /planted/, `call ${failing} of ${all} did not fail`);
        assert.deepEqual(tf.memory(), before, `failed at call ${failing} of ${all}`);
      }
    });
  });
}

/** The library, but the call of one of its functions that `count` numbers with `failing` throws. */
function breakAt(failing: number, count: () => number): typeof tf {
  return new Proxy(tf, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      // Freeing does not fail, and `train` is no function for all that it looks like one.
      if (typeof value !== "function" || ["dispose", "tidy", "train"].includes(String(name))) {
        return value;
      }
      return (...given: unknown[]) => {
        // What fails inside a gradient leaves behind what the library itself has saved for the way back.
        const inGradient = tf.engine().state.gradientDepth > 0;
        if (!inGradient && count() === failing) {
          throw new Error("planted");
        }
        return value.apply(target, given);
      };
    },
  });
}

suite("The values of a demo's controls", () => {
  const demo = {
    controls: [
      { kind: "slider", name: "size", label: "Size", min: 10, max: 100, step: 5, value: 50 },
      { kind: "slider", name: "rate", label: "Rate", min: 0.01, max: 10, step: 0.02, value: 1, scale: "log" },
      { kind: "select", name: "way", label: "Way", options: [{ value: "a", label: "A" }], value: "a" },
    ],
  } as unknown as Demo;
  const cases: [what: string, wished: Record<string, unknown>, params: Record<string, unknown>, note?: RegExp][] = [
    ["are its own where nothing is wished", {}, {}],
    ["are what is wished, from text too", { size: "20", rate: "0.3" }, { size: 20, rate: 0.3 }],
    ["are brought within bounds, with a note", { size: "1e9" }, { size: 100 }, /Size goes from 10 to 100; it is 100/],
    ["are brought within bounds on a log scale too", { rate: -3 }, { rate: 0.01 }, /Rate goes from 0.01 to 10/],
    ["snap to steps without a note", { size: 21 }, { size: 20 }],
    ["keep three digits on a log scale", { rate: 0.123456 }, { rate: 0.123 }],
    ["are not what is no number", { size: "x" }, {}, /Size is a number, not “x”/],
    ["are not what is empty or infinite", { size: " ", rate: "Infinity" }, {}, /not “Infinity”/],
    ["are not what a list does not offer", { way: "b" }, {}, /Way can not be “b”/],
    ["ignore what is no control, with a note", { constructor: "1", colour: "red" }, {}, /“colour” is not a control/],
  ];
  for (const [what, wished, params, note] of cases) {
    test(what, () => {
      const read = readParams(demo, wished);
      assert.deepEqual(read.params, { size: 50, rate: 1, way: "a", ...params });
      assert.match(read.notes.join(" "), note ?? /^$/);
    });
  }
});

suite("The verdict on a check", () => {
  const check = (given: Partial<Check>): Check => ({
    name: "",
    measured: 0,
    exact: 0,
    standardError: 0,
    rule: "identity",
    source: "",
    ...given,
  });
  const cases: [what: string, check: Partial<Check>, passed: boolean, z?: number][] = [
    ["an identity holds within its tolerance", { measured: 1000.009, exact: 1000 }, true],
    ["an identity fails beyond its tolerance", { measured: 1000.011, exact: 1000 }, false],
    ["an identity of a count fails by one", { measured: 33, exact: 34, tolerance: 0 }, false],
    ["a bound holds at the bound", { rule: "bound", measured: 1, exact: 1 }, true],
    ["a bound fails above it", { rule: "bound", measured: 1.0001, exact: 1 }, false],
    ["chance may be 4 standard errors off", { rule: "stochastic", measured: 1, standardError: 0.25 }, true, 4],
    ["chance may not be more than 4 off", { rule: "stochastic", measured: -1, standardError: 0.2 }, false, -5],
    ["chance without room for it must agree", { rule: "stochastic", measured: 1, exact: 1 }, true, 0],
    ["chance without room for it fails", { rule: "stochastic", measured: 0.9, exact: 1 }, false, -Infinity],
    ["what was not measured fails", { measured: Number.NaN }, false],
    ["a bound on what was not measured fails", { rule: "bound", measured: Number.NaN }, false],
  ];
  for (const [what, given, passed, z] of cases) {
    test(what, () => assert.deepEqual(judgeCheck(check(given)), z === undefined ? { passed } : { passed, z }));
  }
});
