import * as tf from "@tensorflow/tfjs-core";
import type { KernelCall } from "../../../src/gpu/kernel";
import { createLaneRandom } from "../../../src/gpu/laneRandom";
import { createLanes } from "../../../src/gpu/lanes";
import type { Contestant } from "./contest";
import { createRawShader, type Start } from "./rawShader";

/** How a kernel is raced: so many steps a draw, and what a step of a lane counts. */
export interface Ways extends Start {
  steps: number;
  /** Work in one step of one lane; 1 unless given. */
  worth?: number;
  wanted: { raw: number; typed?: number };
}

const now = () => performance.now();

/** Ours, the barest shader, and plain arrays, all of the same kernel from the same start. tfjs must be on WebGL. */
export function raceKernel({ steps, worth = 1, wanted, ...start }: Ways): Contestant[] {
  const { kernel, count, seed, uniforms, tables = {}, state } = start;
  const amount = count * steps * worth;
  const options = { count, seed, stream: 0, uniforms, tables, now, ...(state ? { state } : {}) };
  const lanes = createLanes(tf, kernel, options);
  const raw = createRawShader(start);
  const draws = kernel.gathers ? steps : 1;
  const call: KernelCall = {
    lanes: count,
    from: 0,
    steps,
    random: createLaneRandom(seed, 0),
    uniforms,
    tables,
    state: Array.from({ length: kernel.vectors }, (_, v) => state?.[v]?.slice() ?? new Float32Array(4 * count)),
    previous: [],
  };
  return [
    {
      name: "ours, fused on WebGL",
      work: () => {
        lanes.advance(steps);
        return amount;
      },
      dispose: lanes.dispose,
    },
    {
      name: "raw WebGL 2 shader",
      wanted: wanted.raw,
      work: () => {
        for (let i = 0; i < draws; i++) {
          raw.advance(steps / draws);
        }
        raw.finish();
        return amount;
      },
      dispose: raw.dispose,
    },
    {
      name: "plain arrays",
      ...(wanted.typed === undefined ? {} : { wanted: wanted.typed }),
      work: () => {
        // A piece of the lanes is enough to know the rate.
        const some = kernel.gathers ? count : Math.min(count, 256);
        const taken = kernel.gathers ? 1 : steps;
        kernel.advance({
          ...call,
          lanes: some,
          steps: taken,
          previous: kernel.gathers ? call.state.map((values) => values.slice()) : [],
        });
        call.from += taken;
        return some * taken * worth;
      },
    },
  ];
}
