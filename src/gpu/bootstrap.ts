import type { Kernel } from "./kernel";
import { pickBelow, pickBelowGlsl } from "./urn";

/**
 * Resamples with replacement that also count their distinct items: a step is a resample.
 *
 * Table `population`: the values of the items, four to an element. Uniforms: `size`, how many items there are, at most
 * 1024, which a lane tells apart by one bit each; `draws`, how many are drawn. State: (sum of the values drawn) of the last
 * four resamples, the newest first, and (number of distinct items) of the same. Sums are without error where the values are
 * whole numbers and `draws` times the largest is below 2^24.
 */
export const bootstrap: Kernel = {
  name: "bootstrap",
  vectors: 2,
  uniforms: { size: "int", draws: "int" },
  tables: ["population"],
  glsl: `
${pickBelowGlsl}
void advance(inout vec4 state[2]) {
  uint seen[32];
  for (int i = 0; i < 32; i++) {
    seen[i] = 0u;
  }
  float sum = 0.0;
  float distinct = 0.0;
  uvec4 words;
  for (int draw = 0; draw < draws; draw++) {
    words = (draw & 3) == 0 ? randomWords(uint(draw >> 2)) : words.yzwx;
    uint item = pickBelow(words.x, uint(size));
    uint bit = 1u << (item & 31u);
    uint before = seen[item >> 5u];
    seen[item >> 5u] = before | bit;
    distinct += (before & bit) == 0u ? 1.0 : 0.0;
    sum += valueOf(item);
  }
  state[0] = vec4(sum, state[0].xyz);
  state[1] = vec4(distinct, state[1].xyz);
}`,
  advance: ({ lanes, from, steps, random, uniforms, tables, state }) => {
    const { size, draws } = uniforms as Record<"size" | "draws", number>;
    const population = tables.population as Float32Array;
    const [sums, distincts] = state as [Float32Array, Float32Array];
    // Where an item was drawn last: no set needs to be emptied.
    const drawnIn = new Float64Array(size).fill(-1);
    for (let lane = 0; lane < lanes; lane++) {
      for (let step = from; step < from + steps; step++) {
        const resample = lane * steps + step - from;
        random.at(lane, step);
        let words = random.words(0);
        let sum = 0;
        let distinct = 0;
        for (let draw = 0; draw < draws; draw++) {
          if (draw % 4 === 0) {
            words = random.words(draw / 4);
          }
          const item = pickBelow(words[draw % 4] as number, size);
          distinct += drawnIn[item] === resample ? 0 : 1;
          drawnIn[item] = resample;
          sum = Math.fround(sum + (population[item] as number));
        }
        push(sums, lane, sum);
        push(distincts, lane, distinct);
      }
    }
  },
};

/** Puts a number before a lane's other three, and drops the last. */
function push(vector: Float32Array, lane: number, value: number): void {
  vector.copyWithin(4 * lane + 1, 4 * lane, 4 * lane + 3);
  vector[4 * lane] = value;
}
