/**
 * Random numbers inside fused kernels: a function of seed, stream, lane, step and draw, in TypeScript and in GLSL, bit for
 * bit the same words. The function is pcg4d: Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020.
 */
export interface LaneRandom {
  /** Goes to a step of a lane: what is drawn from now on is its own. */
  at(lane: number, step: number): void;
  /** Four words of 32 bits; `draw` counts from 0 to 65535 within a step. The array is the same each time. */
  words(draw: number): Uint32Array;
  /** Four numbers uniform on (0, 1), in steps of 2^-24 and never 0 or 1. The array is the same each time. */
  uniforms(draw: number): Float64Array;
  /** Four standard normal numbers (Box and Muller 1958). The array is the same each time. */
  normals(draw: number): Float64Array;
}

/** The random numbers of a seed (32 bits) and a stream (16 bits): a stream is one use of the seed. */
export function createLaneRandom(seed: number, stream: number): LaneRandom {
  const drawn = new Uint32Array(4);
  const uniform = new Float64Array(4);
  const normal = new Float64Array(4);
  let lane = 0;
  let step = 0;

  function words(draw: number): Uint32Array {
    let x = (Math.imul(lane, 1664525) + 1013904223) | 0;
    let y = (Math.imul(step, 1664525) + 1013904223) | 0;
    let z = (Math.imul((stream << 16) | draw, 1664525) + 1013904223) | 0;
    let w = (Math.imul(seed, 1664525) + 1013904223) | 0;
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
      uniform[i] = (((drawn[i] as number) >>> 8) + 0.5) / 2 ** 24;
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

/** The same in GLSL ES 3.00, of the globals `lane`, `step` and the uniforms `seed`, `stream`. */
export const laneRandomGlsl = `
uvec4 randomWords(uint draw) {
  uvec4 v = uvec4(lane, step, (stream << 16) | draw, seed) * 1664525u + 1013904223u;
  v.x += v.y * v.w; v.y += v.z * v.x; v.z += v.x * v.y; v.w += v.y * v.z;
  v ^= v >> 16u;
  v.x += v.y * v.w; v.y += v.z * v.x; v.z += v.x * v.y; v.w += v.y * v.z;
  return v;
}
vec4 randomUniforms(uint draw) {
  return (vec4(randomWords(draw) >> 8u) + 0.5) * (1.0 / 16777216.0);
}
vec4 randomNormals(uint draw) {
  vec4 u = randomUniforms(draw);
  vec2 radius = sqrt(-2.0 * log(u.xz));
  vec2 angle = 6.283185307179586 * u.yw;
  return vec4(radius.x * cos(angle.x), radius.x * sin(angle.x), radius.y * cos(angle.y), radius.y * sin(angle.y));
}
`;
