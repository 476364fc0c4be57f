import type { Kernel } from "./kernel";
import { maskOf } from "./metropolis";
import type { PlanarTarget } from "./planarTargets";

/**
 * The change of -H that a proposal is judged by, e^gain being its ratio of densities. Where the path has left all numbers
 * it is -80, which nothing accepts.
 */
const tameGlsl = "float tame(float gain) { return gain > -80.0 ? gain : -80.0; }";
const tame = (gain: number): number => (gain > -80 ? gain : -80);

/**
 * Hamiltonian Monte Carlo on the plane, one chain a lane: a fresh standard normal momentum, `leapfrogs` leapfrog steps of
 * size `stepSize`, and the end accepted with probability min(1, exp(-ΔH)). With one leapfrog step it is the Langevin
 * proposal x + ½ stepSize² ∇log π + stepSize z with its acceptance rule: MALA.
 * State: (x, y, log density there, ends accepted), (Σx, Σy, Σexp(-ΔH), ΣΔH), the sums over all steps.
 * Source: Neal 2011, "MCMC using Hamiltonian dynamics".
 */
export const createHamiltonian = ({ name, glsl, logDensity, slopeX, slopeY }: PlanarTarget): Kernel => ({
  name: `hamiltonian on ${name}`,
  vectors: 2,
  uniforms: { stepSize: "float", leapfrogs: "int" },
  tables: [],
  glsl: `
${tameGlsl}
${glsl}
void advance(inout vec4 state[2]) {
  vec4 u = randomUniforms(0u);
  vec2 momentum = toNormals(u.xy);
  vec2 at = state[0].xy;
  float before = state[0].z - 0.5 * dot(momentum, momentum);
  momentum += 0.5 * stepSize * slope(at);
  for (int i = 1; i < leapfrogs; i++) {
    at += stepSize * momentum;
    momentum += stepSize * slope(at);
  }
  at += stepSize * momentum;
  momentum += 0.5 * stepSize * slope(at);
  float there = logDensity(at);
  float gain = tame(there - 0.5 * dot(momentum, momentum) - before);
  if (logOf(u.z) < gain) {
    state[0] = vec4(at, there, state[0].w + 1.0);
  }
  state[1] += vec4(state[0].xy, exp(gain), -gain);
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [chain, sums] = state as [Float32Array, Float32Array];
    const stepSize = uniforms.stepSize as number;
    const leapfrogs = uniforms.leapfrogs as number;
    for (let i = 0; i < 4 * lanes; i += 4) {
      for (let step = from; step < from + steps; step++) {
        random.at(i >> 2, step);
        const u = random.uniforms(0);
        const radius = Math.sqrt(-2 * Math.log(u[0] as number));
        const angle = 2 * Math.PI * (u[1] as number);
        let momentumX = radius * Math.cos(angle);
        let momentumY = radius * Math.sin(angle);
        let x = chain[i] as number;
        let y = chain[i + 1] as number;
        const before = (chain[i + 2] as number) - 0.5 * (momentumX * momentumX + momentumY * momentumY);
        momentumX += 0.5 * stepSize * slopeX(x, y);
        momentumY += 0.5 * stepSize * slopeY(x, y);
        for (let leap = 1; leap < leapfrogs; leap++) {
          x += stepSize * momentumX;
          y += stepSize * momentumY;
          momentumX += stepSize * slopeX(x, y);
          momentumY += stepSize * slopeY(x, y);
        }
        x += stepSize * momentumX;
        y += stepSize * momentumY;
        momentumX += 0.5 * stepSize * slopeX(x, y);
        momentumY += 0.5 * stepSize * slopeY(x, y);
        const there = logDensity(x, y);
        const gain = tame(there - 0.5 * (momentumX * momentumX + momentumY * momentumY) - before);
        if (Math.log(u[2] as number) < gain) {
          chain[i] = x;
          chain[i + 1] = y;
          chain[i + 2] = there;
          chain[i + 3] = (chain[i + 3] as number) + 1;
        }
        sums[i] = (sums[i] as number) + (chain[i] as number);
        sums[i + 1] = (sums[i + 1] as number) + (chain[i + 1] as number);
        sums[i + 2] = (sums[i + 2] as number) + Math.exp(gain);
        sums[i + 3] = (sums[i + 3] as number) - gain;
      }
    }
  },
});

/**
 * The same on the standard normal of `dimension` coordinates, 1 to 24, each chain with a leapfrog step of its own. State:
 * the coordinates, four to a vector and 0 beyond the last; then (leapfrog step, ends accepted, Σexp(-ΔH), ΣΔH); then
 * (Σx₀, Σx₁, 0, 0).
 */
export function createNormalHamiltonian(dimension: number): Kernel {
  const blocks = Math.ceil(dimension / 4);
  const each = (line: (block: number) => string) =>
    Array.from({ length: blocks }, (_, block) => line(block)).join("\n  ");
  return {
    name: `hamiltonian on the normal of ${dimension} dimensions`,
    vectors: blocks + 2,
    uniforms: { leapfrogs: "int" },
    tables: [],
    glsl: `
${tameGlsl}
void advance(inout vec4 state[${blocks + 2}]) {
  vec4 run = state[${blocks}];
  float gain = 0.0;
  ${each(
    (block) => `vec4 q${block} = state[${block}];
  vec4 p${block} = ${maskOf(dimension, block)}randomNormals(${block}u);
  gain += 0.5 * (dot(p${block}, p${block}) + dot(q${block}, q${block}));
  p${block} -= 0.5 * run.x * q${block};`,
  )}
  for (int i = 1; i < leapfrogs; i++) {
    ${each((block) => `q${block} += run.x * p${block}; p${block} -= run.x * q${block};`)}
  }
  ${each(
    (block) => `q${block} += run.x * p${block}; p${block} -= 0.5 * run.x * q${block};
  gain -= 0.5 * (dot(p${block}, p${block}) + dot(q${block}, q${block}));`,
  )}
  gain = tame(gain);
  if (logOf(randomUniforms(${blocks}u).x) < gain) {
    ${each((block) => `state[${block}] = q${block};`)}
    run.y += 1.0;
  }
  state[${blocks}] = run + vec4(0.0, 0.0, exp(gain), -gain);
  state[${blocks + 1}].xy += state[0].xy;
}`,
    advance: ({ lanes, from, steps, random, uniforms, state }) => {
      const [run, sums] = state.slice(blocks) as [Float32Array, Float32Array];
      const leapfrogs = uniforms.leapfrogs as number;
      const ends = new Float64Array(4 * blocks);
      for (let i = 0; i < 4 * lanes; i += 4) {
        const size = run[i] as number;
        for (let step = from; step < from + steps; step++) {
          random.at(i >> 2, step);
          let energies = 0;
          for (let block = 0; block < blocks; block++) {
            const normals = random.normals(block);
            const at = state[block] as Float32Array;
            // The coordinates do not know of each other: each goes its whole way alone.
            for (let j = 0; j < 4 && 4 * block + j < dimension; j++) {
              let q = at[i + j] as number;
              let p = normals[j] as number;
              energies += p * p + q * q;
              p -= 0.5 * size * q;
              for (let leap = 1; leap < leapfrogs; leap++) {
                q += size * p;
                p -= size * q;
              }
              q += size * p;
              p -= 0.5 * size * q;
              energies -= p * p + q * q;
              ends[4 * block + j] = q;
            }
          }
          const gain = tame(0.5 * energies);
          if (Math.log(random.uniforms(blocks)[0] as number) < gain) {
            for (let block = 0; block < blocks; block++) {
              const at = state[block] as Float32Array;
              for (let j = 0; j < 4; j++) {
                at[i + j] = ends[4 * block + j] as number;
              }
            }
            run[i + 1] = (run[i + 1] as number) + 1;
          }
          run[i + 2] = (run[i + 2] as number) + Math.exp(gain);
          run[i + 3] = (run[i + 3] as number) - gain;
          sums[i] = (sums[i] as number) + (state[0]?.[i] as number);
          sums[i + 1] = (sums[i + 1] as number) + (state[0]?.[i + 1] as number);
        }
      }
    },
  };
}
