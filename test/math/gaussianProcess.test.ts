import assert from "node:assert/strict";
import { expectedImprovement } from "../../src/math/expectedImprovement";
import { fitGaussianProcess } from "../../src/math/gaussianProcess";
import { maximumOfNormals, medianRanks, quantileOf } from "../../src/math/orderStatistics";
import { createRandomSource } from "../../src/math/random";

const near = (measured: number, exact: number, tolerance: number) =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${measured} is not within ${tolerance} of ${exact}`);

/** Points of the unit square with values of a smooth function there. */
const drawn = createRandomSource(5).uniforms(0, 40);
const points = Array.from({ length: 20 }, (_, i) => drawn.slice(2 * i, 2 * i + 2));
const valueAt = ([x, y]: ArrayLike<number> & Iterable<number>) => Math.sin(3 * (x as number)) + (y as number) ** 2;
const values = points.map(valueAt);

suite("A Gaussian process", () => {
  const one = { lengths: [1], nugget: 0 };
  const prior = { mean: 0, variance: 1 };

  test("one length from its only value is exp(-½) of it, with the variance 1 - exp(-1)", () => {
    const at = fitGaussianProcess([[0]], [2], one, prior)?.predict([1]);
    near(at?.mean ?? Number.NaN, 2 * 0.6065306597126334, 1e-15);
    near((at?.deviation ?? Number.NaN) ** 2, 0.6321205588285577, 1e-15);
  });

  test("scales each dimension with its own length", () => {
    const process = fitGaussianProcess([[0, 0]], [1], { lengths: [2, 0.5], nugget: 0 }, prior);
    near(process?.predict([2, 0]).mean ?? Number.NaN, Math.exp(-0.5), 1e-15);
    near(process?.predict([0, 0.5]).mean ?? Number.NaN, Math.exp(-0.5), 1e-15);
  });

  test("goes through values without noise and is sure there, and goes back to its mean far away", () => {
    const process = fitGaussianProcess(points, values, { lengths: [0.5, 0.5], nugget: 1e-10 });
    assert.ok(process);
    points.forEach((point, i) => {
      const { mean, deviation } = process.predict(point);
      near(mean, values[i] as number, 1e-5);
      assert.ok(deviation < 1e-3);
    });
    near(process.predict([0.5, 0.5]).mean, valueAt([0.5, 0.5]), 0.01);
    const { mean, deviation } = process.predict([50, 50]);
    near(mean, process.prior.mean, 1e-12);
    near(deviation ** 2, process.prior.variance, 1e-9 * process.prior.variance);
  });

  test("is halfway between the mean and a value whose noise is as large as the function", () => {
    const { mean, deviation } = fitGaussianProcess([[0]], [1], { lengths: [1], nugget: 1 }, prior)?.predict([0]) ?? {};
    near(mean ?? Number.NaN, 0.5, 1e-15);
    near((deviation ?? Number.NaN) ** 2, 0.5, 1e-15);
  });

  test("has the likelihood of a bivariate normal for two values, and the likeliest mean and variance", () => {
    const alike = Math.exp(-0.5);
    const given = { mean: 0.3, variance: 2 };
    const process = fitGaussianProcess([[0], [1]], [1, -0.5], one, given);
    const [a, b] = [0.7, -0.8];
    const determinant = 1 - alike ** 2;
    const square = (a * a - 2 * alike * a * b + b * b) / determinant;
    const exact = -0.5 * (square / 2 + 2 * Math.log(2) + Math.log(determinant));
    near(process?.logLikelihood ?? Number.NaN, exact, 1e-13);
    const free = fitGaussianProcess(points, values, { lengths: [0.3, 0.6], nugget: 1e-6 });
    assert.ok(free);
    for (const [mean, variance] of [
      [0.01, 1],
      [-0.01, 1],
      [0, 1.02],
      [0, 0.98],
    ] as const) {
      const moved = { mean: free.prior.mean + mean, variance: free.prior.variance * variance };
      const other = fitGaussianProcess(points, values, { lengths: [0.3, 0.6], nugget: 1e-6 }, moved);
      assert.ok((other?.logLikelihood ?? 0) < free.logLikelihood);
    }
  });

  test("is refused where two points are the same and nothing keeps them apart", () => {
    assert.equal(fitGaussianProcess([[0.5], [0.5]], [1, 1], one), undefined);
    assert.ok(fitGaussianProcess([[0.5], [0.5]], [1, 1], { lengths: [1], nugget: 1e-6 }));
  });
});

suite("Expected improvement", () => {
  test("has the values that its definition gives", () => {
    near(expectedImprovement(0, 1, 0), 0.3989422804014327, 1e-15);
    near(expectedImprovement(-0.5, 1, 0), 0.6977965574013061, 1e-14);
    near(expectedImprovement(3, 2, 2), 2 * 0.19779655740130608, 1e-14);
  });
  test("is the certain gain where nothing is uncertain, and never negative", () => {
    assert.equal(expectedImprovement(1, 0, 3), 2);
    assert.equal(expectedImprovement(3, 0, 1), 0);
    for (const z of [5, 10, 20, 40]) {
      const gain = expectedImprovement(z, 1, 0);
      assert.ok(gain >= 0 && gain < 1e-6, `${gain} at ${z}`);
    }
  });
});

suite("Order statistics", () => {
  // Of two the mean is 1/√π; of more it was integrated once by SciPy.
  const means = [
    [1, 0],
    [2, 1 / Math.sqrt(Math.PI)],
    [10, 1.53875],
    [60, 2.31928],
    [1000, 3.24144],
  ] as const;
  for (const [count, mean] of means) {
    test(`have ${mean.toFixed(5)} as the mean of the largest of ${count} normals`, () => {
      near(maximumOfNormals(count).mean, mean, 5e-6);
    });
  }
  test("have the exact variances of the largest of 1, 2 and 3 normals", () => {
    near(maximumOfNormals(1).variance, 1, 1e-12);
    near(maximumOfNormals(2).variance, 1 - 1 / Math.PI, 1e-12);
    const three = 1 + Math.sqrt(3) / (2 * Math.PI) - (1.5 / Math.sqrt(Math.PI)) ** 2;
    near(maximumOfNormals(3).variance, three, 1e-12);
  });
  test("put the median between the ranks of the tables at 95 %", () => {
    assert.deepEqual(medianRanks(3), [0, 2]);
    assert.deepEqual(medianRanks(6), [0, 5]);
    assert.deepEqual(medianRanks(10), [1, 8]);
    assert.deepEqual(medianRanks(100), [39, 60]);
    const [low, high] = medianRanks(1000);
    assert.deepEqual([low, high], [468, 531]);
  });
  test("interpolate quantiles between two values", () => {
    assert.equal(quantileOf([1, 2, 4], 0.5), 2);
    assert.equal(quantileOf([1, 2, 4], 0.75), 3);
    assert.deepEqual(
      [0, 1].map((share) => quantileOf([1, 2, 4], share)),
      [1, 4],
    );
  });
});
