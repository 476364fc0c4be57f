import type * as tf from "@tensorflow/tfjs-core";
import { createCloud } from "../../gpu/neighbours";
import { createPolynomialRegression } from "../../gpu/polynomialRegression";
import { dot } from "../../math/matrix";
import type { Sample, Settings } from "./problem";

/** What float32 tensors got, held against float64. */
export interface Arithmetic {
  /** The largest gradient of the ridge objective at the fit, relative to ‖y‖√n. */
  gradient: number;
  /** The largest difference of a squared distance by matrix product from one by differences, relative to the largest. */
  distance: number;
}

/** Of the ridge that is checked: large enough to be seen. */
const penalty = 1;

/** Measures both on one small data set. */
export async function measureArithmetic(lib: typeof tf, settings: Settings, sample: Sample): Promise<Arithmetic> {
  return {
    gradient: await measureGradient(lib, settings, sample),
    distance: await measureDistances(lib, sample),
  };
}

/** Φᵀ(y - Φw) - λw in float64, from the examples themselves; the intercept is not penalised. */
async function measureGradient(lib: typeof tf, settings: Settings, { x, y }: Sample): Promise<number> {
  const regression = createPolynomialRegression(lib, settings);
  await regression.absorb(x, y);
  const { weights } = regression.fit(penalty);
  const { columns, values } = regression.expand(x);
  const gradient = weights.map((w, j) => (j === 0 ? 0 : -penalty * w));
  y.forEach((target, row) => {
    const features = values.subarray(row * columns, (row + 1) * columns);
    const residual = target - dot(features, weights);
    features.forEach((value, j) => {
      gradient[j] = (gradient[j] as number) + residual * value;
    });
  });
  return Math.max(...gradient.map(Math.abs)) / Math.sqrt(dot(y, y) * x.rows);
}

async function measureDistances(lib: typeof tf, { x, test }: Sample): Promise<number> {
  const cloud = createCloud(lib, x);
  try {
    const distances = await cloud.distancesFrom(test);
    let [largest, off] = [0, 0];
    distances.forEach((distance, i) => {
      const [query, point] = [Math.floor(i / x.rows), i % x.rows];
      let exact = 0;
      for (let j = 0; j < x.columns; j++) {
        const place = test.values[query * x.columns + j] as number;
        exact += (place - (x.values[point * x.columns + j] as number)) ** 2;
      }
      largest = Math.max(largest, exact);
      off = Math.max(off, Math.abs(distance - exact));
    });
    return off / largest;
  } finally {
    cloud.dispose();
  }
}
