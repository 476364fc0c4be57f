import type { RandomSource } from "../../math/random";

/** Random numbers of one use of a seed, one after the other. */
export interface Draws {
  uniform(): number;
  normal(): number;
  /** A point of the unit cube, every one equally likely. */
  point(dimensions: number): Float64Array;
}

const ahead = 64;

/** The draws of number `use`, below 2^31: no two uses have a number in common. */
export function createDraws(random: RandomSource, use: number): Draws {
  // Uniform and normal numbers have streams of their own: of one stream they would be made of the same words.
  const uniform = readAhead((start) => random.uniforms(2 * use, ahead, start));
  const normal = readAhead((start) => random.normals(2 * use + 1, ahead, start));
  return { uniform, normal, point: (dimensions) => Float64Array.from({ length: dimensions }, uniform) };
}

function readAhead(read: (start: number) => Float64Array): () => number {
  let numbers: Float64Array = new Float64Array();
  let next = 0;
  return () => {
    if (next % ahead === 0) {
      numbers = read(next);
    }
    return numbers[next++ % ahead] as number;
  };
}
