import assert from "node:assert/strict";
import { type Block, createAliasTable, createRandomSource, philox } from "../../src/math/random";

const words = (text: string) => text.split(" ").map((word) => Number.parseInt(word, 16));

/** Sum over bins of (seen - expected)^2 / expected. */
function chiSquare(seen: readonly number[], expected: number): number {
  return seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The mean of the products of neighbours `lag` apart, over its standard deviation for independent unit variates. */
function autocorrelation(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) {
    sum += (values[i] as number) * (values[i - lag] as number);
  }
  return sum / Math.sqrt(values.length - lag);
}

suite("Philox4x32-10", () => {
  // Random123 1.14.0, tests/kat_vectors, the three lines "philox4x32 10": counter, key, result.
  const known = [
    ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ] as const;
  for (const [counter, key, result] of known) {
    test(`turns ${counter} under ${key} into ${result}`, () => {
      const words4 = words(counter) as unknown as Block;
      assert.deepEqual(philox(words4, words(key) as unknown as [number, number]), words(result));
    });
  }
});

suite("A random source", () => {
  test("gives the same numbers for the same seed, and others for another seed or stream", () => {
    const first = createRandomSource(7).uniforms(1, 100);
    assert.deepEqual(createRandomSource(7).uniforms(1, 100), first);
    for (const other of [createRandomSource(8).uniforms(1, 100), createRandomSource(7).uniforms(2, 100)]) {
      assert.equal(
        other.some((value, i) => value === first[i]),
        false,
      );
    }
  });

  test("tells seeds apart that agree in their lower 32 bits", () => {
    assert.notDeepEqual(createRandomSource(7 + 2 ** 40).uniforms(0, 8), createRandomSource(7).uniforms(0, 8));
  });

  for (const kind of ["uniforms", "normals"] as const) {
    test(`draws the same ${kind} in one batch or in many, from any place on`, () => {
      const random = createRandomSource(3);
      const whole = [...random[kind](5, 101)];
      const parts = [0, 1, 8, 51, 52].flatMap((start, i, starts) => [
        ...random[kind](5, (starts[i + 1] ?? 101) - start, start),
      ]);
      assert.deepEqual(parts, whole);
    });
  }

  test("fills [0, 1) evenly", () => {
    const bins = new Array<number>(100).fill(0);
    for (const value of createRandomSource(11).uniforms(0, 200_000)) {
      assert.ok(value >= 0 && value < 1);
      bins[Math.floor(value * 100)] = (bins[Math.floor(value * 100)] as number) + 1;
    }
    // 99 degrees of freedom: mean 99, standard deviation 14.07.
    assert.ok(Math.abs(chiSquare(bins, 2000) - 99) < 4 * 14.07);
  });

  test("has normals with the moments, tails and independence of normals", () => {
    const count = 400_000;
    const values = createRandomSource(12).normals(0, count);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / count;
    // The standard errors are those of the moments of a standard normal: Var(x^k) = E[x^2k] - E[x^k]^2.
    const cases = [
      { power: 1, mean: 0, variance: 1 },
      { power: 2, mean: 1, variance: 2 },
      { power: 3, mean: 0, variance: 15 },
      { power: 4, mean: 3, variance: 96 },
    ];
    for (const { power, mean, variance } of cases) {
      const z = (moment(power) - mean) / Math.sqrt(variance / count);
      assert.ok(Math.abs(z) < 4, `moment ${power}: z = ${z}`);
    }
    const outside = values.filter((value) => Math.abs(value) > 3).length;
    const expected = 0.0026998 * count;
    assert.ok(Math.abs(outside - expected) < 4 * Math.sqrt(expected));
    for (const lag of [1, 2, 3, 4]) {
      assert.ok(Math.abs(autocorrelation(values, lag)) < 4, `lag ${lag}`);
    }
  });

  test("has streams and seeds that do not go together", () => {
    const random = createRandomSource(1);
    const first = random.normals(0, 100_000);
    for (const second of [random.normals(1, 100_000), createRandomSource(2).normals(0, 100_000)]) {
      const product = first.reduce((sum, value, i) => sum + value * (second[i] as number), 0);
      assert.ok(Math.abs(product / Math.sqrt(100_000)) < 4);
    }
  });

  test("puts every order of four into its 24 permutations equally often", () => {
    const counts = new Map<string, number>();
    const random = createRandomSource(13);
    for (let stream = 0; stream < 24_000; stream++) {
      const order = random.permutation(stream, 4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 24);
    // 23 degrees of freedom: mean 23, standard deviation 6.78.
    assert.ok(chiSquare([...counts.values()], 1000) < 23 + 4 * 6.78);
  });

  test("draws categories in proportion to their weights, the same in one batch or in many", () => {
    const weights = [0, 1e-9, 3, 0.5, 0.5, 7, 1, 0, 4];
    const table = createAliasTable(weights);
    const count = 160_000;
    const random = createRandomSource(14);
    const drawn = random.categories(2, table, count);
    const seen = weights.map((_, category) => drawn.filter((one) => one === category).length);
    assert.equal((seen[0] as number) + (seen[1] as number) + (seen[7] as number), 0);
    const chi = weights.reduce((sum, weight, i) => {
      return weight < 0.1 ? sum : sum + ((seen[i] as number) - (weight / 16) * count) ** 2 / ((weight / 16) * count);
    }, 0);
    // 5 degrees of freedom: mean 5, standard deviation 3.16.
    assert.ok(chi < 5 + 5 * 3.16, `chi-square ${chi}`);
    assert.deepEqual(random.categories(2, table, 100, 77), drawn.slice(77, 177));
  });

  test("has alias tables that sum up to the very weights", () => {
    for (const weights of [[1], [2, 2, 2], [0, 5], createRandomSource(15).uniforms(0, 1000), [1e-12, 1, 1e12]]) {
      const { keep, alias } = createAliasTable(weights);
      const shares = new Float64Array(weights.length);
      keep.forEach((kept, i) => {
        const other = alias[i] as number;
        shares[i] = (shares[i] as number) + kept / keep.length;
        shares[other] = (shares[other] as number) + (1 - kept) / keep.length;
      });
      const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
      shares.forEach((share, i) => {
        assert.ok(Math.abs(share - (weights[i] as number) / total) < 1e-14, `category ${i} of ${weights.length}`);
      });
    }
  });
});
