import { type Block, philox } from "../math/random";

/**
 * Random numbers inside fused kernels: a function of seed, stream, lane, step and draw, in TypeScript and in GLSL, bit for
 * bit the same words. The function is pcg4d: Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020.
 *
 * Philox (random.ts) would do as well, but GLSL ES 3.00 has no 64-bit product: a Metropolis step takes five times as long
 * with it on software WebGL. It makes the key of seed and stream, since pcg4d mixes only the lower 24 bits of a word into
 * all of its result: so lanes and steps are to stay below 2^24, and of a result the upper 23 bits are the good ones.
 */
export interface LaneRandom {
  /** Goes to a step of a lane: what is drawn from now on is its own. */
  at(lane: number, step: number): void;
  /** Four words of 32 bits; `draw` counts within a step, from 0 to below 2^24. The array is the same each time. */
  words(draw: number): Uint32Array;
  /** Four numbers uniform on (0, 1): the odd multiples of 2^-24, exact in float32. The array is the same each time. */
  uniforms(draw: number): Float64Array;
  /** Four standard normal numbers (Box and Muller 1958). The array is the same each time. */
  normals(draw: number): Float64Array;
}

/** What a seed (a whole number from 0 to 2^53) and a stream (a use of the seed, below 2^32) are inside kernels. */
export const laneKey = (seed: number, stream: number): Block =>
  philox([0, 0, stream >>> 0, 1], [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0]);

/** The random numbers of a seed and a stream. */
export function createLaneRandom(seed: number, stream: number): LaneRandom {
  const [keyX, keyY, keyZ, keyW] = laneKey(seed, stream);
  const drawn = new Uint32Array(4);
  const uniform = new Float64Array(4);
  const normal = new Float64Array(4);
  let lane = 0;
  let step = 0;

  function words(draw: number): Uint32Array {
    let x = (Math.imul(lane + keyX, 1664525) + 1013904223) | 0;
    let y = (Math.imul(step + keyY, 1664525) + 1013904223) | 0;
    let z = (Math.imul(draw + keyZ, 1664525) + 1013904223) | 0;
    let w = (Math.imul(keyW, 1664525) + 1013904223) | 0;
    x = (x + Math.imul(y, w)) | 0;
    y = (y + Math.imul(z, x)) | 0;
    z = (z + Math.imul(x, y)) | 0;
    w = (w + Math.imul(y, z)) | 0;
    x ^= x >>> 16;
    y ^= y >>> 16;
    z ^= z >>> 16;
    w ^= w >>> 16;
    x = (x + Math.imul(y, w)) | 0;
    y = (y + Math.imul(z, x)) | 0;
    z = (z + Math.imul(x, y)) | 0;
    w = (w + Math.imul(y, z)) | 0;
    drawn[0] = x;
    drawn[1] = y;
    drawn[2] = z;
    drawn[3] = w;
    return drawn;
  }

  function uniforms(draw: number): Float64Array {
    words(draw);
    for (let i = 0; i < 4; i++) {
      uniform[i] = (((drawn[i] as number) >>> 9) + 0.5) / 2 ** 23;
    }
    return uniform;
  }

  return {
    at: (newLane, newStep) => {
      lane = newLane;
      step = newStep;
    },
    words,
    uniforms,
    normals: (draw) => {
      const [a, b, c, d] = uniforms(draw) as unknown as [number, number, number, number];
      const near = Math.sqrt(-2 * Math.log(a));
      const far = Math.sqrt(-2 * Math.log(c));
      normal[0] = near * Math.cos(2 * Math.PI * b);
      normal[1] = near * Math.sin(2 * Math.PI * b);
      normal[2] = far * Math.cos(2 * Math.PI * d);
      normal[3] = far * Math.sin(2 * Math.PI * d);
      return normal;
    },
  };
}

/**
 * The same in GLSL ES 3.00, of the globals `lane` and `step` and the uniform `key`: words and uniforms to the bit, normals
 * within 2e-6. `toNormals` makes two normals of two uniforms. Logarithm, sine and cosine are polynomials of our own: a
 * GPU's sine may be off by 2^-11, and its logarithm by 2^-21 near 1, where it is small. They take a tenth of a Metropolis
 * step on software WebGL.
 */
export const laneRandomGlsl = `
uvec4 randomWords(uint draw) {
  uvec4 v = (key + uvec4(lane, step, draw, 0u)) * 1664525u + 1013904223u;
  v.x += v.y * v.w; v.y += v.z * v.x; v.z += v.x * v.y; v.w += v.y * v.z;
  v ^= v >> 16u;
  v.x += v.y * v.w; v.y += v.z * v.x; v.z += v.x * v.y; v.w += v.y * v.z;
  return v;
}
vec4 randomUniforms(uint draw) {
  return (vec4(randomWords(draw) >> 9u) + 0.5) * (1.0 / 8388608.0);
}
float logOf(float u) {
  // u is 2^e m, with m between the square roots of 1/2 and 2; ln m = 2 artanh((m - 1) / (m + 1)).
  int bits = floatBitsToInt(u) - 0x3f3504f3;
  float m = intBitsToFloat((bits & 0x7fffff) + 0x3f3504f3);
  float s = (m - 1.0) / (m + 1.0);
  float z = s * s;
  float series = 1.0 + z * (1.0 / 3.0 + z * (1.0 / 5.0 + z * (1.0 / 7.0 + z * (1.0 / 9.0))));
  return 0.6931471805599453 * float(bits >> 23) + 2.0 * s * series;
}
vec2 cosSinOf(float turns) {
  // Half a quarter of a turn at most is left for the Taylor series; the rest exchanges the two, or turns them round.
  int quarters = int(4.0 * turns + 0.5);
  float x = 1.5707963267948966 * (4.0 * turns - float(quarters));
  float z = x * x;
  float c = 1.0 + z * (-1.0 / 2.0 + z * (1.0 / 24.0 + z * (-1.0 / 720.0 + z * (1.0 / 40320.0))));
  float s = x * (1.0 + z * (-1.0 / 6.0 + z * (1.0 / 120.0 + z * (-1.0 / 5040.0 + z * (1.0 / 362880.0)))));
  // By arithmetic: with many branches SwiftShader takes half a minute to compile a kernel of many normals.
  float odd = float(quarters & 1);
  return (1.0 - float(quarters & 2)) * ((1.0 - odd) * vec2(c, s) + odd * vec2(-s, c));
}
vec2 toNormals(vec2 u) {
  return sqrt(-2.0 * logOf(u.x)) * cosSinOf(u.y);
}
vec4 randomNormals(uint draw) {
  vec4 u = randomUniforms(draw);
  return vec4(toNormals(u.xy), toNormals(u.zw));
}
`;
