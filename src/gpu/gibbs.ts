import type { Kernel } from "./kernel";
import type { PlanarTarget } from "./planarTargets";

/**
 * Gibbs sampling of two normal coordinates of mean 0 and variance 1, one chain a lane: a step draws x given y, then y given
 * x. State: (x, y, Σxx', Σyy') with the products of neighbouring states, (Σx, Σy, 0, 0), the sums over all steps.
 * Source: Geman and Geman 1984.
 */
export const normalGibbs: Kernel = {
  name: "gibbs on the normal",
  vectors: 2,
  uniforms: { correlation: "float" },
  tables: [],
  glsl: `
void advance(inout vec4 state[2]) {
  vec2 z = sqrt(1.0 - correlation * correlation) * toNormals(randomUniforms(0u).xy);
  vec2 before = state[0].xy;
  state[0].x = correlation * before.y + z.x;
  state[0].y = correlation * state[0].x + z.y;
  state[0].zw += before * state[0].xy;
  state[1].xy += state[0].xy;
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [chain, sums] = state as [Float32Array, Float32Array];
    const correlation = uniforms.correlation as number;
    const deviation = Math.sqrt(1 - correlation * correlation);
    for (let i = 0; i < 4 * lanes; i += 4) {
      for (let step = from; step < from + steps; step++) {
        random.at(i >> 2, step);
        const u = random.uniforms(0);
        const radius = deviation * Math.sqrt(-2 * Math.log(u[0] as number));
        const angle = 2 * Math.PI * (u[1] as number);
        const x = Math.fround(correlation * (chain[i + 1] as number) + radius * Math.cos(angle));
        const y = Math.fround(correlation * x + radius * Math.sin(angle));
        chain[i + 2] = (chain[i + 2] as number) + (chain[i] as number) * x;
        chain[i + 3] = (chain[i + 3] as number) + (chain[i + 1] as number) * y;
        chain[i] = x;
        chain[i + 1] = y;
        sums[i] = (sums[i] as number) + x;
        sums[i + 1] = (sums[i + 1] as number) + y;
      }
    }
  },
};

/**
 * Metropolis within Gibbs on the plane, for targets whose conditionals can not be drawn from: a step moves x, then y, each by a
 * normal step of standard deviation `size` that is taken or refused by itself.
 * State: (x, y, log density there, half the moves accepted), (Σx, Σy, 0, 0).
 */
export const createMetropolisWithinGibbs = ({ name, glsl, logDensity }: PlanarTarget): Kernel => ({
  name: `metropolis within gibbs on ${name}`,
  vectors: 2,
  uniforms: { size: "float" },
  tables: [],
  glsl: `
${glsl}
void move(inout vec4 chain, vec2 by, float u) {
  vec2 to = chain.xy + by;
  float there = logDensity(to);
  if (logOf(u) < there - chain.z) {
    chain = vec4(to, there, chain.w + 0.5);
  }
}
void advance(inout vec4 state[2]) {
  vec4 u = randomUniforms(0u);
  vec2 z = size * toNormals(u.xy);
  move(state[0], vec2(z.x, 0.0), u.z);
  move(state[0], vec2(0.0, z.y), u.w);
  state[1].xy += state[0].xy;
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [chain, sums] = state as [Float32Array, Float32Array];
    const size = uniforms.size as number;
    for (let i = 0; i < 4 * lanes; i += 4) {
      for (let step = from; step < from + steps; step++) {
        random.at(i >> 2, step);
        const u = random.uniforms(0);
        const radius = size * Math.sqrt(-2 * Math.log(u[0] as number));
        const angle = 2 * Math.PI * (u[1] as number);
        for (let j = 0; j < 2; j++) {
          const to = (chain[i + j] as number) + radius * (j === 0 ? Math.cos(angle) : Math.sin(angle));
          const there = j === 0 ? logDensity(to, chain[i + 1] as number) : logDensity(chain[i] as number, to);
          if (Math.log(u[2 + j] as number) < there - (chain[i + 2] as number)) {
            chain[i + j] = to;
            chain[i + 2] = there;
            chain[i + 3] = (chain[i + 3] as number) + 0.5;
          }
        }
        sums[i] = (sums[i] as number) + (chain[i] as number);
        sums[i + 1] = (sums[i + 1] as number) + (chain[i + 1] as number);
      }
    }
  },
});
