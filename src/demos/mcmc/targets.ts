import { banana, createNormalTarget, funnel, mixture, type PlanarTarget, ring } from "../../gpu/planarTargets";
import { normalCdf } from "../../math/normalDistribution";
import type { Settings } from "./settings";

/** A target with all that is known of it: how to draw from it exactly, and its marginals. */
export interface Target {
  name: string;
  density: PlanarTarget;
  /** Where it is shown, and where chains start that are spread out: [lowest, highest]. */
  window: { x: readonly [number, number]; y: readonly [number, number] };
  /** An exact draw, of two standard normal and two uniform numbers. */
  draw(a: number, b: number, u: number, v: number): readonly [number, number];
  /** The distribution functions of x and of y. */
  marginals: readonly [(x: number) => number, (y: number) => number];
}

/** The target of these settings; of a normal of many dimensions its first two coordinates. */
export function findTarget({ target, correlation }: Settings): Target {
  switch (target) {
    case "banana":
      return bananaTarget;
    case "ring":
      return ringTarget;
    case "mixture":
      return mixtureTarget;
    case "funnel":
      return funnelTarget;
    case "correlated":
      return createNormal("normal with two correlated coordinates", correlation);
    case "normal":
      return createNormal("standard normal", 0);
    default:
      return target satisfies never;
  }
}

const createNormal = (name: string, correlation: number): Target => ({
  name,
  density: createNormalTarget(correlation),
  window: { x: [-5, 5], y: [-5, 5] },
  draw: (a, b) => [a, correlation * a + Math.sqrt(1 - correlation ** 2) * b],
  marginals: [normalCdf, normalCdf],
});

/** The mean of f(z) over a standard normal z: the trapezoidal rule. */
function overNormal(f: (z: number) => number): number {
  let sum = 0;
  for (let i = -400; i <= 400; i++) {
    const z = i / 50;
    sum += Math.exp((-z * z) / 2) * f(z);
  }
  return sum / (50 * Math.sqrt(2 * Math.PI));
}

/** u and v of the banana are normal with variance 1 and correlation ½. */
const bananaTarget: Target = {
  name: "banana",
  density: banana,
  window: { x: [-7, 7], y: [-9, 4] },
  draw: (a, b) => {
    const x = 2 * a;
    return [x, (0.5 * a + Math.sqrt(0.75) * b + 4 - 0.4 * (x * x + 4)) / 2];
  },
  marginals: [
    (x) => normalCdf(x / 2),
    (y) => overNormal((u) => normalCdf((2 * y + 0.4 * (4 * u * u + 4) - 4 - 0.5 * u) / Math.sqrt(0.75))),
  ],
};

const radii = 4000;
/** The distribution of the ring's radius, with density proportional to r exp(-2(r - 3)²): at i · 6/radii. */
const radiusCdf: Float64Array = (() => {
  const values = new Float64Array(radii + 1);
  for (let i = 1; i <= radii; i++) {
    const r = ((i - 0.5) * 6) / radii;
    values[i] = (values[i - 1] as number) + r * Math.exp(-2 * (r - 3) ** 2);
  }
  const whole = values[radii] as number;
  return values.map((value) => value / whole);
})();

/** The radius below which the ring has this share. */
function radiusOf(share: number): number {
  let [low, high] = [0, radii];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    [low, high] = (radiusCdf[middle] as number) > share ? [low, middle] : [middle, high];
  }
  const [before, after] = [radiusCdf[low] as number, radiusCdf[high] as number];
  return ((low + (share - before) / (after - before)) * 6) / radii;
}

const ringMarginal = (x: number): number => {
  let sum = 0;
  for (let i = 1; i <= radii; i++) {
    const cosine = Math.max(-1, Math.min(1, x / (((i - 0.5) * 6) / radii)));
    sum += ((radiusCdf[i] as number) - (radiusCdf[i - 1] as number)) * (1 - Math.acos(cosine) / Math.PI);
  }
  return sum;
};

const ringTarget: Target = {
  name: "ring",
  density: ring,
  window: { x: [-6, 6], y: [-6, 6] },
  draw: (_a, _b, u, v) => {
    const r = radiusOf(u);
    return [r * Math.cos(2 * Math.PI * v), r * Math.sin(2 * Math.PI * v)];
  },
  marginals: [ringMarginal, ringMarginal],
};

const mixtureTarget: Target = {
  name: "mixture of two normals",
  density: mixture,
  window: { x: [-8, 8], y: [-5, 5] },
  draw: (a, b, u) => [a + (u < 0.5 ? -4 : 4), b],
  marginals: [(x) => (normalCdf(x - 4) + normalCdf(x + 4)) / 2, normalCdf],
};

const funnelTarget: Target = {
  name: "funnel",
  density: funnel,
  window: { x: [-10, 10], y: [-15, 15] },
  draw: (a, b) => [3 * a, b * Math.exp(1.5 * a)],
  marginals: [(x) => normalCdf(x / 3), (y) => overNormal((z) => normalCdf(y * Math.exp(-1.5 * z)))],
};

/** The value below which a distribution on the line has a quarter of its mass. */
export function lowerQuartile(cdf: (x: number) => number): number {
  let [low, high] = [-50, 50];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    [low, high] = cdf(middle) > 0.25 ? [low, middle] : [middle, high];
  }
  return (low + high) / 2;
}
