import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { findDemo } from "./demos";
import { type Check, judgeCheck, readParams } from "./demos/demo";

// Runs demos where there is no page: a script of its own, which the host loads when a demo is asked for and not before.

/** What is asked for, unchecked as it came, and how it may be ended early. */
export interface HeadlessWish {
  demo: string;
  /** Its values are taken where `params` has no others; "Quick look" unless said. */
  preset: unknown;
  params: unknown;
  seed: unknown;
  /** True when nobody wants it any more. */
  isCancelled(): boolean;
  /** Milliseconds after which it is given up. */
  limit: number;
}

/** What came of it: a result, or why there is none, as a sentence. */
export type HeadlessResult =
  | { problem: string }
  | {
      seed: number;
      params: Record<string, number | string>;
      /** What of the wish could not be had, in words. */
      notes: string[];
      seconds: number;
      checks: (Check & ReturnType<typeof judgeCheck>)[];
      conclusion: string;
    };

/** Computes for so long at a stretch: others live in this thread. */
const sliceMilliseconds = 20;
const mostNotes = 10;

/** Runs a demo in plain arrays, in slices. */
export async function runHeadless(wish: HeadlessWish): Promise<HeadlessResult> {
  const demo = findDemo(wish.demo);
  if (!demo) {
    return { problem: "There is no demo of that id." };
  }
  const name = wish.preset === undefined ? "Quick look" : wish.preset;
  const preset = demo.presets.find((one) => one.name === name);
  if (!preset) {
    return { problem: `The demo has no such preset. It has: ${demo.presets.map((one) => one.name).join("; ")}.` };
  }
  const seed = wish.seed === undefined ? 1 : wish.seed;
  if (typeof seed !== "number" || !Number.isSafeInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    return { problem: "The seed is a whole number from 0 to 4294967295." };
  }
  const wished = typeof wish.params === "object" && wish.params !== null ? wish.params : {};
  const { params, notes } = readParams(demo, { ...preset.params, ...wished });
  await prepare();
  const began = performance.now();
  const run = await demo.start({ tf, now: () => performance.now(), seed, params });
  try {
    for (let share = 0; share < 1; ) {
      const slice = performance.now();
      do {
        share = await run.step();
      } while (share < 1 && performance.now() - slice < sliceMilliseconds);
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (wish.isCancelled()) {
        return { problem: "It was cancelled." };
      }
      if (share < 1 && performance.now() - began > wish.limit) {
        const [done, seconds] = [Math.round(100 * share), Math.round(wish.limit / 1000)];
        return {
          problem: `After ${seconds} s in plain arrays it was ${done} % done, and was given up: take smaller values, or the demo page, which computes on the GPU.`,
        };
      }
    }
    const seconds = (performance.now() - began) / 1000;
    const checks = (await run.checks()).map((check) => ({ ...check, ...judgeCheck(check) }));
    return { seed, params, notes: notes.slice(0, mostNotes), seconds, checks, conclusion: await run.conclusion() };
  } finally {
    await run.dispose();
  }
}

/** The library knows browsers and Node by their names; here it may be in neither, and needs little of either. */
async function prepare(): Promise<void> {
  if (!tf.env().platform) {
    tf.env().setPlatform("host", {
      fetch: () => Promise.reject(new Error("Nothing is fetched.")),
      now: () => performance.now(),
      encode: (text) => new TextEncoder().encode(text),
      decode: (bytes) => new TextDecoder().decode(bytes),
      isTypedArray: (value): value is Float32Array =>
        value instanceof Float32Array ||
        value instanceof Int32Array ||
        value instanceof Uint8Array ||
        value instanceof Uint8ClampedArray,
    });
  }
  await tf.setBackend("cpu");
}
