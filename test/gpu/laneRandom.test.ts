import assert from "node:assert/strict";
import { createLaneRandom } from "../../src/gpu/laneRandom";
import { normalCdf } from "../../src/math/normalDistribution";
import { createRandomSource } from "../../src/math/random";

/** Where a number is drawn. */
interface Place {
  seed: number;
  stream: number;
  lane: number;
  step: number;
  draw: number;
}

const origin: Place = { seed: 5, stream: 1, lane: 3, step: 2, draw: 0 };
const axes = ["seed", "stream", "lane", "step", "draw"] as const;

function drawAt({ seed, stream, lane, step, draw }: Place, what: "words" | "uniforms" | "normals"): number[] {
  const random = createLaneRandom(seed, stream);
  random.at(lane, step);
  return Array.from(random[what](draw));
}

/** The four components of what is drawn at `count` neighbours along an axis. */
function along(axis: keyof Place, what: "uniforms" | "normals", count: number): Float64Array[] {
  const components = Array.from({ length: 4 }, () => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    const drawn = drawAt({ ...origin, [axis]: i }, what);
    drawn.forEach((value, c) => {
      (components[c] as Float64Array)[i] = value;
    });
  }
  return components;
}

/** Kolmogorov's statistic: the largest distance between the two distribution functions, times the root of the size. */
function kolmogorov(values: Float64Array, cdf: (value: number) => number): number {
  const distances = values.slice().sort();
  distances.forEach((value, i, sorted) => {
    const probability = cdf(value);
    sorted[i] = Math.max(probability - i / values.length, (i + 1) / values.length - probability);
  });
  return Math.sqrt(values.length) * distances.reduce((most, distance) => Math.max(most, distance), 0);
}

/** The correlation of two unit variates of mean 0, one of them `lag` later, in its standard errors. */
function correlation(a: Float64Array, b: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < a.length; i++) {
    sum += (a[i - lag] as number) * (b[i] as number);
  }
  return sum / Math.sqrt(a.length - lag);
}

suite("The random numbers of lanes", () => {
  // Computed in Python from the two papers: pcg4d of (lane, step, draw, 0) plus Philox4x32-10 of (0, 0, stream, 1) under seed.
  const known: [Place, string][] = [
    [{ seed: 0, stream: 0, lane: 0, step: 0, draw: 0 }, "38aa7b91 7c17f157 2bb58a2f 9cee5136"],
    [{ seed: 1, stream: 2, lane: 3, step: 4, draw: 5 }, "697251eb 09f29be9 892aed78 bcc80e51"],
    [
      { seed: 2 ** 53 - 1, stream: 2 ** 32 - 1, lane: 2 ** 24 - 1, step: 2 ** 24 - 1, draw: 65535 },
      "cc68589c a58e0d16 a3df9c58 a3fd2d04",
    ],
  ];
  for (const [place, words] of known) {
    test(`are ${words} at ${Object.values(place).join(", ")}`, () => {
      assert.equal(
        drawAt(place, "words")
          .map((word) => word.toString(16).padStart(8, "0"))
          .join(" "),
        words,
      );
    });
  }

  for (const axis of axes) {
    test(`are uniform, normal and independent from ${axis} to ${axis}`, () => {
      const uniforms = along(axis, "uniforms", 40_000);
      const normals = along(axis, "normals", 40_000);
      for (let c = 0; c < 4; c++) {
        const [uniform, normal] = [uniforms[c] as Float64Array, normals[c] as Float64Array];
        assert.ok(
          uniform.every((value) => value > 0 && value < 1 && Math.fround(value) === value),
          "within (0, 1) in float32",
        );
        // Exceeded with probability 2 exp(-2 · 2.2²) = 1.2e-4.
        assert.ok(kolmogorov(uniform, (value) => value) < 2.2, `uniform ${c}`);
        assert.ok(kolmogorov(normal, normalCdf) < 2.2, `normal ${c}`);
        for (let d = 0; d < 4; d++) {
          for (const lag of d > c ? [0, 1, 2] : [1, 2]) {
            const z = correlation(normal, normals[d] as Float64Array, lag);
            assert.ok(Math.abs(z) < 4.5, `components ${c} and ${d}, ${lag} apart: z = ${z}`);
          }
        }
      }
    });

    test(`fill the square of two neighbours evenly from ${axis} to ${axis}`, () => {
      for (const uniform of along(axis, "uniforms", 40_000)) {
        const cells = new Float64Array(256);
        for (let i = 0; i < uniform.length; i += 2) {
          const cell = 16 * Math.floor(16 * (uniform[i] as number)) + Math.floor(16 * (uniform[i + 1] as number));
          cells[cell] = (cells[cell] as number) + 1;
        }
        const expected = uniform.length / 2 / 256;
        const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
        // 255 degrees of freedom: standard deviation 22.6.
        assert.ok(Math.abs(chiSquare - 255) < 4.5 * 22.6, `chi-square ${chiSquare}`);
      }
    });
  }

  const bits = { seed: 53, stream: 32, lane: 24, step: 24, draw: 24 };
  for (const axis of axes) {
    test(`change by half of their 23 good bits with any one of the ${bits[axis]} bits of ${axis}`, () => {
      const places = createRandomSource(17);
      const count = 512;
      for (let bit = 0; bit < bits[axis]; bit++) {
        const chosen = places.uniforms(bit, 5 * count);
        const flips = new Float64Array(4 * 23);
        for (let i = 0; i < count; i++) {
          const place = { ...origin };
          axes.forEach((name, j) => {
            place[name] = Math.floor((chosen[5 * i + j] as number) * 2 ** bits[name]);
          });
          const on = Math.floor(place[axis] / 2 ** bit) % 2 === 1;
          const other = drawAt({ ...place, [axis]: place[axis] + (on ? -1 : 1) * 2 ** bit }, "words");
          drawAt(place, "words").forEach((word, c) => {
            const changed = (word ^ (other[c] as number)) >>> 9;
            for (let b = 0; b < 23; b++) {
              flips[23 * c + b] = (flips[23 * c + b] as number) + ((changed >>> b) & 1);
            }
          });
        }
        // 14,444 counts in all: one in 2,000 such tests exceeds 5.5 standard deviations.
        const worst = Math.max(...flips.map((flipped) => Math.abs(flipped - count / 2) / Math.sqrt(count / 4)));
        assert.ok(worst < 5.5, `bit ${bit}: ${worst} standard deviations`);
      }
    });
  }
});
