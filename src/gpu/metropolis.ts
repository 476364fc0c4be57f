import type { Kernel } from "./kernel";
import type { PlanarTarget } from "./planarTargets";

/**
 * Random-walk Metropolis on the plane, one chain a lane: a normal step of standard deviation `size` in each coordinate,
 * taken with probability min(1, π(x')/π(x)). State: (x, y, log density there, steps accepted), (Σx, Σy, 0, 0), the sums
 * over the states after each step. Source: Metropolis et al. 1953.
 */
export const createMetropolis = ({ name, glsl, logDensity }: PlanarTarget): Kernel => ({
  name: `metropolis on ${name}`,
  vectors: 2,
  uniforms: { size: "float" },
  tables: [],
  glsl: `
${glsl}
void advance(inout vec4 state[2]) {
  vec4 u = randomUniforms(0u);
  vec2 to = state[0].xy + size * toNormals(u.xy);
  float there = logDensity(to);
  if (logOf(u.z) < there - state[0].z) {
    state[0] = vec4(to, there, state[0].w + 1.0);
  }
  state[1].xy += state[0].xy;
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [chain, sums] = state as [Float32Array, Float32Array];
    const size = uniforms.size as number;
    for (let i = 0; i < 4 * lanes; i += 4) {
      let [x, y, here] = [chain[i] as number, chain[i + 1] as number, chain[i + 2] as number];
      let accepted = chain[i + 3] as number;
      let [sumX, sumY] = [sums[i] as number, sums[i + 1] as number];
      for (let step = from; step < from + steps; step++) {
        random.at(i >> 2, step);
        const u = random.uniforms(0);
        const radius = size * Math.sqrt(-2 * Math.log(u[0] as number));
        const angle = 2 * Math.PI * (u[1] as number);
        const toX = x + radius * Math.cos(angle);
        const toY = y + radius * Math.sin(angle);
        const there = logDensity(toX, toY);
        if (Math.log(u[2] as number) < there - here) {
          // Rounded at every step, as on the GPU: what comes of many does not depend on how they are divided.
          x = Math.fround(toX);
          y = Math.fround(toY);
          here = Math.fround(there);
          accepted++;
        }
        sumX = Math.fround(sumX + x);
        sumY = Math.fround(sumY + y);
      }
      chain[i] = x;
      chain[i + 1] = y;
      chain[i + 2] = here;
      chain[i + 3] = accepted;
      sums[i] = sumX;
      sums[i + 1] = sumY;
    }
  },
});

/**
 * Random-walk Metropolis on the standard normal of `dimension` coordinates, 1 to 24, one chain a lane, each with a step of
 * its own. State: the coordinates, four to a vector and 0 beyond the last; then (standard deviation of a step in each
 * coordinate, steps accepted, Σ min(1, π(x')/π(x)) |x' - x|² over the steps proposed, 0); then (Σx₀, Σx₁, 0, 0).
 */
export function createNormalMetropolis(dimension: number): Kernel {
  const blocks = Math.ceil(dimension / 4);
  const each = (line: (block: number) => string) =>
    Array.from({ length: blocks }, (_, block) => line(block)).join("\n  ");
  return {
    name: `metropolis on the normal of ${dimension} dimensions`,
    vectors: blocks + 2,
    uniforms: {},
    tables: [],
    glsl: `
void advance(inout vec4 state[${blocks + 2}]) {
  vec4 run = state[${blocks}];
  float gain = 0.0;
  float jump = 0.0;
  ${each(
    (block) => `vec4 z${block} = ${maskOf(dimension, block)}randomNormals(${block}u);
  vec4 to${block} = state[${block}] + run.x * z${block};
  gain += dot(state[${block}], state[${block}]) - dot(to${block}, to${block});
  jump += dot(z${block}, z${block});`,
  )}
  run.z += exp(min(0.0, 0.5 * gain)) * run.x * run.x * jump;
  if (logOf(randomUniforms(${blocks}u).x) < 0.5 * gain) {
    ${each((block) => `state[${block}] = to${block};`)}
    run.y += 1.0;
  }
  state[${blocks}] = run;
  state[${blocks + 1}].xy += state[0].xy;
}`,
    advance: ({ lanes, from, steps, random, state }) => {
      const [run, sums] = state.slice(blocks) as [Float32Array, Float32Array];
      const to = new Float64Array(4 * blocks);
      for (let i = 0; i < 4 * lanes; i += 4) {
        const size = run[i] as number;
        for (let step = from; step < from + steps; step++) {
          random.at(i >> 2, step);
          let gain = 0;
          let jump = 0;
          for (let block = 0; block < blocks; block++) {
            const normals = random.normals(block);
            const at = state[block] as Float32Array;
            for (let j = 0; j < 4 && 4 * block + j < dimension; j++) {
              const z = normals[j] as number;
              const x = at[i + j] as number;
              const next = x + size * z;
              to[4 * block + j] = next;
              gain += x * x - next * next;
              jump += z * z;
            }
          }
          run[i + 2] = (run[i + 2] as number) + Math.exp(Math.min(0, 0.5 * gain)) * size * size * jump;
          if (Math.log(random.uniforms(blocks)[0] as number) < 0.5 * gain) {
            for (let block = 0; block < blocks; block++) {
              const at = state[block] as Float32Array;
              for (let j = 0; j < 4; j++) {
                at[i + j] = to[4 * block + j] as number;
              }
            }
            run[i + 1] = (run[i + 1] as number) + 1;
          }
          sums[i] = (sums[i] as number) + (state[0]?.[i] as number);
          sums[i + 1] = (sums[i + 1] as number) + (state[0]?.[i + 1] as number);
        }
      }
    },
  };
}

/** A factor, where it is needed, that leaves only the coordinates of a block that there are. */
export function maskOf(dimension: number, block: number): string {
  const left = dimension - 4 * block;
  const components = [0, 1, 2, 3].map((j) => (j < left ? "1.0" : "0.0"));
  return left < 4 ? `vec4(${components.join(", ")}) * ` : "";
}
