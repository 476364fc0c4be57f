import type { Kernel } from "./kernel";

/**
 * Sums of random ReLU units: a step adds relu(w · x) to a lane's sum, for a new w with independent standard normal parts.
 * Table: `inputs`, the x of each lane, four numbers an element, `blocks` elements a lane. State: (sum, 0, 0, 0).
 */
export const randomNeurons: Kernel = {
  name: "random neurons",
  vectors: 1,
  uniforms: { blocks: "int" },
  tables: ["inputs"],
  glsl: `
void advance(inout vec4 state[1]) {
  float z = 0.0;
  for (int b = 0; b < blocks; b++) {
    z += dot(randomNormals(uint(b)), inputs(int(lane) * blocks + b));
  }
  state[0].x += max(z, 0.0);
}
`,
  advance: ({ lanes, from, steps, random, uniforms, tables, state }) => {
    const [sums, inputs, blocks] = [state[0] as Float32Array, tables.inputs as Float32Array, uniforms.blocks as number];
    for (let lane = 0; lane < lanes; lane++) {
      for (let step = from; step < from + steps; step++) {
        random.at(lane, step);
        let z = 0;
        for (let b = 0; b < blocks; b++) {
          const w = random.normals(b);
          const at = 4 * (lane * blocks + b);
          for (let i = 0; i < 4; i++) {
            z += (w[i] as number) * (inputs[at + i] as number);
          }
        }
        sums[4 * lane] = (sums[4 * lane] as number) + Math.max(z, 0);
      }
    }
  },
};
