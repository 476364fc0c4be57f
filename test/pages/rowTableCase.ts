import { createRandomSource } from "../../src/math/random";

/** A table and the steps that are taken with it: the same in the browser and in Node. */
export interface TableCase {
  classes: number;
  width: number;
  examples: number;
  candidates: number;
  steps: number;
  learningRate: number;
  /** [classes, width]. */
  start: number[];
}

/** Batches of random examples and candidates, with repetitions. */
export function createBatch({ classes, width, examples, candidates }: TableCase, step: number) {
  const random = createRandomSource(7);
  const rows = random.uniforms(10 + step, examples + candidates).map((u) => Math.floor(u * u * classes));
  return {
    values: Float32Array.from(random.normals(1000 + step, examples * width)),
    rows: Int32Array.from(rows),
    added: Float32Array.from(random.normals(2000 + step, examples * (1 + candidates))),
  };
}
