import type { Kernel, KernelCall } from "./kernel";

/**
 * Samples from a finite population, one a lane, four items a step: their sums, for the law of their mean.
 *
 * Table `population`: its values, four to an element. Uniforms: `size`, how many values there are, at most 65,536;
 * `draws`, how many are drawn; `marked`: the first so many items are counted where they are drawn. State: one vector
 * (sum of the values drawn, items drawn, marked items drawn, 0). The values are best whole numbers, and `draws` times the
 * largest below 2^24: then float32 adds without error.
 */
const common = {
  vectors: 1,
  uniforms: { size: "int", draws: "int", marked: "int" },
  tables: ["population"],
} as const;

/**
 * A whole number from 0 to `below` - 1 of a random word: the upper half of their product. Of words that are uniform each
 * number has a probability within 2^-32 of 1/below. `below` is at most 65,536.
 * Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019, without its rejection.
 */
export const pickBelow = (word: number, below: number): number => Math.floor((word * below) / 2 ** 32);

/** The same in GLSL ES 3.00, where a product has 32 bits, and the value of an item from the table `population`. */
export const pickBelowGlsl = `
uint pickBelow(uint word, uint below) {
  return ((word >> 16u) * below + (((word & 65535u) * below) >> 16u)) >> 16u;
}
float valueOf(uint item) {
  vec4 four = population(int(item >> 2u));
  uint place = item & 3u;
  return place < 2u ? (place == 0u ? four.x : four.y) : (place == 2u ? four.z : four.w);
}
`;

/** Each draw is any item, whatever was drawn before: `draws` / 4 steps, rounded up, make a sample. */
export const drawWithReplacement: Kernel = {
  ...common,
  name: "sample with replacement",
  glsl: `
${pickBelowGlsl}
void draw(inout vec4 sampled, uint word, int at) {
  if (at < draws) {
    uint item = pickBelow(word, uint(size));
    sampled.xyz += vec3(valueOf(item), 1.0, int(item) < marked ? 1.0 : 0.0);
  }
}
void advance(inout vec4 state[1]) {
  uvec4 words = randomWords(0u);
  int at = int(step) * 4;
  draw(state[0], words.x, at);
  draw(state[0], words.y, at + 1);
  draw(state[0], words.z, at + 2);
  draw(state[0], words.w, at + 3);
}`,
  advance: (call) =>
    takeSteps(call, (sampled, word, at) => {
      const { size, draws } = call.uniforms as Record<Uniform, number>;
      if (at < draws) {
        take(call, sampled, pickBelow(word, size));
      }
    }),
};

/**
 * Goes once over the population and takes each item with the probability that a uniform sample has for it, given how many
 * are still wanted and how many still come: every set of `draws` items is equally likely, and no lane keeps a list.
 * `size` / 4 steps, rounded up, make a sample. A choice is off by less than 2^-32 in probability.
 * Source: Fan, Muller and Rezucha 1962; Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm S.
 */
export const drawWithoutReplacement: Kernel = {
  ...common,
  name: "sample without replacement",
  glsl: `
${pickBelowGlsl}
void visit(inout vec4 sampled, uint word, int item) {
  if (item < size && int(pickBelow(word, uint(size - item))) < draws - int(sampled.y)) {
    sampled.xyz += vec3(valueOf(uint(item)), 1.0, item < marked ? 1.0 : 0.0);
  }
}
void advance(inout vec4 state[1]) {
  uvec4 words = randomWords(0u);
  int item = int(step) * 4;
  visit(state[0], words.x, item);
  visit(state[0], words.y, item + 1);
  visit(state[0], words.z, item + 2);
  visit(state[0], words.w, item + 3);
}`,
  advance: (call) =>
    takeSteps(call, (sampled, word, item) => {
      const { size, draws } = call.uniforms as Record<Uniform, number>;
      if (item < size && pickBelow(word, size - item) < draws - (sampled[1] as number)) {
        take(call, sampled, item);
      }
    }),
};

type Uniform = keyof typeof common.uniforms;

/** Hands every draw of the steps to be taken its word and its place, four of them a step. */
function takeSteps(
  { lanes, from, steps, random, state: [states] }: KernelCall,
  draw: (sampled: Float32Array, word: number, at: number) => void,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const sampled = (states as Float32Array).subarray(4 * lane, 4 * lane + 4);
    for (let step = from; step < from + steps; step++) {
      random.at(lane, step);
      const words = random.words(0);
      for (let i = 0; i < 4; i++) {
        draw(sampled, words[i] as number, 4 * step + i);
      }
    }
  }
}

function take({ tables: { population }, uniforms }: KernelCall, sampled: Float32Array, item: number): void {
  const value = (population as Float32Array)[item] as number;
  sampled[0] = (sampled[0] as number) + value;
  sampled[1] = (sampled[1] as number) + 1;
  sampled[2] = (sampled[2] as number) + (item < (uniforms.marked as number) ? 1 : 0);
}
