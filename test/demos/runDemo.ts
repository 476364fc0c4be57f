import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { type Check, type Demo, judgeCheck, type Panel, type Run, readParams } from "../../src/demos/demo";
import { prepareTensors } from "../tools/tensors";

export const now = () => performance.now();

/** Lets demos compute in plain JavaScript. */
export const prepareBackend = async (): Promise<void> => void (await prepareTensors("cpu"));

/** A demo's values where a preset, and then single values, say otherwise than its controls. */
export function paramsOf(demo: Demo, preset: string, wished: Record<string, unknown> = {}) {
  const found = demo.presets.find(({ name }) => name === preset);
  assert.ok(found, `${demo.id} has no preset “${preset}”`);
  return readParams(demo, { ...found.params, ...wished }).params;
}

/** Starts a demo with these values. */
export const startDemo = (demo: Demo, seed: number, wished: Record<string, unknown> = {}, clock = now): Promise<Run> =>
  demo.start({ tf, now: clock, seed, params: readParams(demo, wished).params });

/** A clock on which a millisecond passes whenever it is looked at: with it measured times are the same each time. */
export function createTicks(): () => number {
  let ticks = 0;
  return () => ticks++;
}

/** Runs it to the end. Every step must bring it on, and end it after a number of them that is not absurd. */
export async function runToEnd(run: Run): Promise<void> {
  let share = 0;
  for (let steps = 0; share < 1; steps++) {
    const next = await run.step();
    assert.ok(next >= share && next <= 1, `step ${steps} goes from ${share} to ${next}`);
    assert.ok(steps < 50_000);
    share = next;
  }
}

/** What a whole run says. */
export async function runDemo(demo: Demo, seed: number, wished: Record<string, unknown> = {}, clock = now) {
  const run = await startDemo(demo, seed, wished, clock);
  try {
    await runToEnd(run);
    return { checks: await run.checks(), panels: await run.draw(), conclusion: await run.conclusion() };
  } finally {
    await run.dispose();
  }
}

/** The names of the checks that do not hold after a whole run. */
export async function failedChecks(demo: Demo, wished: Record<string, unknown>, seed = 1): Promise<string[]> {
  const { checks } = await runDemo(demo, seed, wished);
  return checks.filter((check) => !judgeCheck(check).passed).map(({ name }) => name);
}

export const assertAllHold = (checks: Check[]) =>
  assert.deepEqual(
    checks.filter((check) => !judgeCheck(check).passed),
    [],
  );

/** Every panel can be drawn, and says in its summary what it shows. */
export function assertDrawable(panels: Panel[]): void {
  assert.ok(panels.length > 0);
  assert.equal(new Set(panels.map(({ title }) => title)).size, panels.length, "two panels of one title");
  for (const { title, x, series, summary, heat, window } of panels) {
    assert.match(summary, /\d/, `${title}: a summary says what is seen in numbers`);
    for (const { label, x: own, values, errors } of series) {
      assert.equal(values.length, (own ?? x.values).length, `${title}: ${label}`);
      assert.equal(errors?.length ?? values.length, values.length, `${title}: ${label}`);
      assert.ok(!Array.from(errors ?? []).some((error) => error < 0), `${title}: ${label}`);
    }
    if (heat) {
      assert.ok(window, `${title}: a heat map fills a window`);
      assert.equal(heat.values.length, heat.rows * heat.columns, `${title}: ${heat.label}`);
    }
  }
}

/**
 * The z values of a check over many seeds are standard normal, which is to say that its standard error is right and its
 * measurement has no bias: their mean is 0, and the sum of their squares is chi-square, each within 3.5 standard errors.
 */
export function assertStandardNormal(zs: readonly number[]): void {
  const count = zs.length;
  assert.ok(count >= 30, `${count} values say little`);
  const mean = zs.reduce((sum, z) => sum + z, 0) / count;
  const squares = zs.reduce((sum, z) => sum + z * z, 0);
  assert.ok(Math.abs(mean) < 3.5 / Math.sqrt(count), `mean ${mean}`);
  assert.ok(Math.abs(squares - count) < 3.5 * Math.sqrt(2 * count), `sum of squares ${squares} of ${count}`);
}

/** The same of each check, by name. */
export function assertAllStandardNormal(zs: ReadonlyMap<string, readonly number[]>): void {
  for (const [name, of] of zs) {
    try {
      assertStandardNormal(of);
    } catch (error) {
      assert.fail(`${name}: ${error}`);
    }
  }
}

/** The z values of every stochastic check, by name, over the seeds `from` to `from + count`. */
export async function collectZ(demo: Demo, wished: Record<string, unknown>, from: number, count: number) {
  const zs = new Map<string, number[]>();
  for (let seed = from; seed < from + count; seed++) {
    for (const check of (await runDemo(demo, seed, wished)).checks) {
      const { z } = judgeCheck(check);
      if (z !== undefined) {
        zs.set(check.name, [...(zs.get(check.name) ?? []), z]);
      }
    }
  }
  return zs;
}
