import assert from "node:assert/strict";
import { drawChiSquare } from "../../src/gpu/chiSquare";
import { createNormalHamiltonian } from "../../src/gpu/hamiltonian";
import type { Kernel } from "../../src/gpu/kernel";
import { createLaneRandom } from "../../src/gpu/laneRandom";
import { createNormalMetropolis } from "../../src/gpu/metropolis";
import { radialHamiltonian, radialMetropolis } from "../../src/gpu/radialChains";
import { estimateMean } from "../../src/math/estimate";

const lanes = 2000;
const steps = 60;

/** The state of a kernel's lanes after so many steps. */
function run(kernel: Kernel, state: Float32Array[], uniforms: Record<string, number>, seed: number): Float32Array[] {
  const call = { lanes, from: 0, steps, random: createLaneRandom(seed, 1), uniforms, tables: {}, previous: [] };
  kernel.advance({ ...call, state });
  return state;
}

const component = (values: Float32Array | undefined, c: number) =>
  estimateMean(Float64Array.from({ length: lanes }, (_, lane) => values?.[4 * lane + c] as number));

/** The same start for both: every coordinate is 0.8. */
function starts(dimension: number, own: number) {
  const blocks = Math.ceil(dimension / 4);
  const vector = (value: (i: number) => number) => Float32Array.from({ length: 4 * lanes }, (_, i) => value(i % 4));
  return {
    whole: [
      ...Array.from({ length: blocks }, (_, block) => vector((j) => (4 * block + j < dimension ? 0.8 : 0))),
      vector((j) => (j === 0 ? own : 0)),
      vector(() => 0),
    ],
    radial: [vector((j) => [0.8, 0.8 * Math.sqrt(dimension - 1), 0, 0][j] as number), vector(() => 0)],
  };
}

function assertAlike(a: { value: number; standardError: number }, b: typeof a, what: string): void {
  const z = (a.value - b.value) / Math.hypot(a.standardError, b.standardError);
  assert.ok(Math.abs(z) < 4, `${what}: ${a.value} against ${b.value}`);
}

suite("A chain in three numbers", () => {
  for (const dimension of [2, 3, 7, 20]) {
    test(`walks as the whole chain does, in ${dimension} dimensions`, () => {
      const size = 2 / Math.sqrt(dimension);
      const { whole, radial } = starts(dimension, size);
      const all = run(createNormalMetropolis(dimension), whole, {}, 1);
      const three = run(radialMetropolis, radial, { dimension, size }, 2);
      assertAlike(component(all.at(-2), 1), component(three[0], 2), "accepted");
      assertAlike(component(all.at(-1), 0), component(three[0], 3), "sum of a coordinate");
      const lengths = Float64Array.from({ length: lanes }, (_, lane) =>
        Math.sqrt(
          all
            .slice(0, -2)
            .reduce((sum, at) => sum + [0, 1, 2, 3].reduce((s, j) => s + (at[4 * lane + j] as number) ** 2, 0), 0),
        ),
      );
      const radii = Float64Array.from({ length: lanes }, (_, lane) =>
        Math.hypot(three[0]?.[4 * lane] as number, three[0]?.[4 * lane + 1] as number),
      );
      assertAlike(estimateMean(lengths), estimateMean(radii), "length");
      assertAlike(estimateMean(lengths.map((r) => r * r)), estimateMean(radii.map((r) => r * r)), "squared length");
    });

    test(`follows Hamiltonian paths as the whole chain does, in ${dimension} dimensions`, () => {
      const { whole, radial } = starts(dimension, 0.9);
      const all = run(createNormalHamiltonian(dimension), whole, { leapfrogs: 3 }, 3);
      const three = run(radialHamiltonian, radial, { dimension, stepSize: 0.9, leapfrogs: 3 }, 4);
      assertAlike(component(all.at(-2), 1), component(three[0], 2), "accepted");
      assertAlike(component(all.at(-1), 0), component(three[0], 3), "sum of a coordinate");
    });
  }

  test("draws chi-square numbers whose first three moments are right, for 0 to 998 degrees of freedom", () => {
    const random = createLaneRandom(5, 2);
    for (const degrees of [0, 1, 2, 3, 10, 998]) {
      const count = 40_000;
      const draws = Float64Array.from({ length: count }, (_, lane) => {
        random.at(lane, degrees);
        return drawChiSquare(random, degrees, 3);
      });
      const scale = Math.sqrt(2 * Math.max(1, degrees));
      const moments = [1, 2, 3].map((power) => draws.map((x) => ((x - degrees) / scale) ** power));
      // The third central moment of a chi-square is 8 times its degrees.
      const exact = [0, degrees === 0 ? 0 : 1, (8 * degrees) / scale ** 3];
      moments.forEach((values, i) => {
        const { value, standardError } = estimateMean(values);
        assert.ok(Math.abs(value - (exact[i] as number)) <= 4 * standardError, `${degrees}, moment ${i + 1}: ${value}`);
      });
    }
  });
});
