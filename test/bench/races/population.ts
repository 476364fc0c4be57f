import { createPopulation } from "../../../src/gpu/population";
import { createRandomSource } from "../../../src/math/random";
import type { Contest } from "./contest";
import { raceKernel } from "./ways";

/** Networks of 2-4-2-1 units that learn to tell a disc from its ring, all from the same 500 examples. */
export function racePopulation(networks: number): Contest {
  const random = createRandomSource(1);
  const rows = 500;
  const batch = 10;
  const { kernel, parameters, scales, pack } = createPopulation({ layers: [2, 4, 2, 1], output: "logistic", batch });
  const places = random.uniforms(0, 2 * rows);
  const examples = Float32Array.from({ length: 4 * rows }, (_, i) => {
    const row = Math.floor(i / 4);
    const [x, y] = [2 * (places[2 * row] as number) - 1, 2 * (places[2 * row + 1] as number) - 1];
    return [x, y, 0, x * x + y * y < 0.5 ? 1 : 0][i % 4] as number;
  });
  const start = random.normals(1, networks * parameters).map((z, i) => z * (scales[i % parameters] as number));
  return {
    title: `Population: ${networks} networks 2-4-2-1, batches of ${batch}`,
    unit: "examples",
    contestants: raceKernel({
      kernel,
      count: networks,
      seed: 1,
      uniforms: { rows, lanesPerSet: networks },
      tables: {
        examples,
        rates: Float32Array.from({ length: 4 * networks }, (_, i) => (i % 4 === 0 ? 0.03 : 0)),
      },
      state: pack(start),
      // Some 8 ms a draw.
      steps: Math.max(10, Math.round(40_000 / networks)),
      worth: batch,
      wanted: { raw: 0.85, typed: 10 },
    }),
  };
}
