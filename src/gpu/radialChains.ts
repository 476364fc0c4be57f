import { chiSquareGlsl, drawChiSquare } from "./chiSquare";
import type { Kernel, KernelCall } from "./kernel";

/**
 * Chains on the standard normal of `dimension` coordinates, 1 to thousands, in three numbers. The target is the same in all
 * directions, so a step happens in the space of the first axis, the rest of the point, and the rest of the random vector z:
 * with r the length of all coordinates but the first, z is (z₁, its part along the rest of the point, √C) there, C being
 * chi-square of `dimension` - 2 degrees, and the point is (x₁, r, 0). So (x₁, r) is a Markov chain with exactly the law that
 * it has in the whole chain, of which it tells acceptance, jumps, length and the autocorrelation of a coordinate.
 * State: (x₁, r, steps accepted, Σx₁), (Σ(x₁' - x₁)², Σ(|x| - √dimension), 0, 0), the sums over all steps:
 * taken from √dimension, which |x| is near, the lengths add up without losing digits.
 */
const common = { vectors: 2, tables: [] } as const;

const drawGlsl = `
${chiSquareGlsl}
vec3 drawNormal(vec2 u) {
  return vec3(toNormals(u), sqrt(drawChiSquare(dimension - 2, 1u))) * vec3(1.0, dimension > 1 ? 1.0 : 0.0, 1.0);
}
void finish(inout vec4 state[2], vec3 to, bool accepted) {
  if (accepted) {
    float jump = to.x - state[0].x;
    state[0].xyz = vec3(to.x, length(to.yz), state[0].z + 1.0);
    state[1].x += jump * jump;
  }
  state[0].w += state[0].x;
  state[1].y += length(state[0].xy) - sqrt(float(dimension));
}`;

/** Random-walk Metropolis with steps of standard deviation `size` in each coordinate. */
export const radialMetropolis: Kernel = {
  ...common,
  name: "radial metropolis",
  uniforms: { dimension: "int", size: "float" },
  glsl: `
${drawGlsl}
void advance(inout vec4 state[2]) {
  vec4 u = randomUniforms(0u);
  vec3 at = vec3(state[0].xy, 0.0);
  vec3 to = at + size * drawNormal(u.xy);
  finish(state, to, logOf(u.z) < 0.5 * (dot(at, at) - dot(to, to)));
}`,
  advance: (call) => {
    const size = call.uniforms.size as number;
    takeSteps(call, (at, z) => {
      for (let j = 0; j < 3; j++) {
        z[j] = (at[j] as number) + size * (z[j] as number);
      }
      return 0.5 * (squareOf(at) - squareOf(z));
    });
  },
};

/** Hamiltonian Monte Carlo with `leapfrogs` leapfrog steps of `stepSize`. */
export const radialHamiltonian: Kernel = {
  ...common,
  name: "radial hamiltonian",
  uniforms: { dimension: "int", stepSize: "float", leapfrogs: "int" },
  glsl: `
${drawGlsl}
void advance(inout vec4 state[2]) {
  vec4 u = randomUniforms(0u);
  vec3 q = vec3(state[0].xy, 0.0);
  vec3 p = drawNormal(u.xy);
  float before = dot(q, q) + dot(p, p);
  p -= 0.5 * stepSize * q;
  for (int i = 1; i < leapfrogs; i++) {
    q += stepSize * p;
    p -= stepSize * q;
  }
  q += stepSize * p;
  p -= 0.5 * stepSize * q;
  finish(state, q, logOf(u.z) < 0.5 * (before - dot(q, q) - dot(p, p)));
}`,
  advance: (call) => {
    const { stepSize, leapfrogs } = call.uniforms as { stepSize: number; leapfrogs: number };
    takeSteps(call, (at, z) => {
      const before = squareOf(at) + squareOf(z);
      let after = 0;
      for (let j = 0; j < 3; j++) {
        let q = at[j] as number;
        let p = (z[j] as number) - 0.5 * stepSize * q;
        for (let leap = 1; leap < leapfrogs; leap++) {
          q += stepSize * p;
          p -= stepSize * q;
        }
        q += stepSize * p;
        p -= 0.5 * stepSize * q;
        after += q * q + p * p;
        z[j] = q;
      }
      return 0.5 * (before - after);
    });
  },
};

/** Takes every lane on. `move` makes of the point and the random vector the proposal, in place of the latter, and its gain. */
function takeSteps(
  { lanes, from, steps, random, uniforms, state }: KernelCall,
  move: (at: Float64Array, z: Float64Array) => number,
): void {
  const [chain, sums] = state as [Float32Array, Float32Array];
  const dimension = uniforms.dimension as number;
  const at = new Float64Array(3);
  const z = new Float64Array(3);
  for (let i = 0; i < 4 * lanes; i += 4) {
    for (let step = from; step < from + steps; step++) {
      random.at(i >> 2, step);
      const u = random.uniforms(0);
      const radius = Math.sqrt(-2 * Math.log(u[0] as number));
      const angle = 2 * Math.PI * (u[1] as number);
      const threshold = Math.log(u[2] as number);
      z[0] = radius * Math.cos(angle);
      z[1] = dimension > 1 ? radius * Math.sin(angle) : 0;
      z[2] = Math.sqrt(drawChiSquare(random, dimension - 2, 1));
      at[0] = chain[i] as number;
      at[1] = chain[i + 1] as number;
      if (threshold < move(at, z)) {
        const [x = 0, along = 0, across = 0] = z;
        const jump = x - (chain[i] as number);
        chain[i] = x;
        chain[i + 1] = Math.sqrt(along * along + across * across);
        chain[i + 2] = (chain[i + 2] as number) + 1;
        sums[i] = (sums[i] as number) + jump * jump;
      }
      chain[i + 3] = (chain[i + 3] as number) + (chain[i] as number);
      const [x, r] = [chain[i] as number, chain[i + 1] as number];
      sums[i + 1] = (sums[i + 1] as number) + Math.sqrt(x * x + r * r) - Math.sqrt(dimension);
    }
  }
}

const squareOf = (v: Float64Array): number => {
  const [x = 0, y = 0, z = 0] = v;
  return x * x + y * y + z * z;
};
