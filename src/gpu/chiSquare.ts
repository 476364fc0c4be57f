import type { LaneRandom } from "./laneRandom";

/** Tries of which one is accepted but for one time in 10^10. */
const tries = 8;

/**
 * A chi-square number of so many degrees of freedom, 0 or more, inside a kernel; it uses draws `from` to `from` + 7.
 * Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; for one degree a squared normal.
 */
export function drawChiSquare(random: LaneRandom, degrees: number, from: number): number {
  if (degrees < 2) {
    return degrees < 1 ? 0 : (random.normals(from)[0] as number) ** 2;
  }
  const shape = degrees / 2 - 1 / 3;
  const scale = 1 / Math.sqrt(9 * shape);
  let cube = 1;
  for (let i = 0; i < tries; i++) {
    const u = random.uniforms(from + i);
    const z = Math.sqrt(-2 * Math.log(u[0] as number)) * Math.cos(2 * Math.PI * (u[1] as number));
    const root = 1 + scale * z;
    cube = root * root * root;
    if (root > 0 && Math.log(u[2] as number) < 0.5 * z * z + shape * (1 - cube + Math.log(cube))) {
      break;
    }
  }
  return 2 * shape * cube;
}

/** The same in GLSL ES 3.00. */
export const chiSquareGlsl = `
float drawChiSquare(int degrees, uint from) {
  if (degrees < 2) {
    float z = randomNormals(from).x;
    return degrees < 1 ? 0.0 : z * z;
  }
  float shape = float(degrees) / 2.0 - 1.0 / 3.0;
  float scale = 1.0 / sqrt(9.0 * shape);
  float cube = 1.0;
  for (uint i = 0u; i < ${tries}u; i++) {
    vec4 u = randomUniforms(from + i);
    float z = toNormals(u.xy).x;
    float root = 1.0 + scale * z;
    cube = root * root * root;
    if (root > 0.0 && logOf(u.z) < 0.5 * z * z + shape * (1.0 - cube + log(cube))) {
      break;
    }
  }
  return 2.0 * shape * cube;
}`;
