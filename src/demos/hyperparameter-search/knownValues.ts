import { expectedImprovement } from "../../math/expectedImprovement";
import { fitGaussianProcess } from "../../math/gaussianProcess";
import type { Check } from "../demo";
import { branin, hartmann } from "./closedForms";
import { planBrackets } from "./hyperband";

const identity = { standardError: 0, rule: "identity" } as const;

/** What the searchers are made of, against known values. */
export function checkKnownValues(): Check[] {
  const highest = (values: number[]) => Math.max(...values);
  const process = fitGaussianProcess([[0]], [1], { lengths: [1], nugget: 0 }, { mean: 0, variance: 1 });
  const { mean, deviation } = process?.predict([1]) ?? { mean: Number.NaN, deviation: Number.NaN };
  const starts = planBrackets(3, 81).map((rungs) => rungs[0]?.runs ?? 0);
  const units = planBrackets(3, 81).flat();
  return [
    {
      ...identity,
      name: "Branin's function at the highest of its three minima",
      measured: highest(branin.minimizers.map(branin.valueAt)),
      exact: 5 / (4 * Math.PI),
      source: "10 / (8π) where the square is 0 and the cosine −1: no value is less",
    },
    {
      ...identity,
      name: "Hartmann's function of six variables at its minimum",
      measured: highest(hartmann.minimizers.map(hartmann.valueAt)),
      exact: -3.32237,
      source: "Dixon and Szegő 1978; the value to 6 digits is the one that is commonly given",
    },
    ...[0, -0.5].map(
      (at): Check => ({
        ...identity,
        name: `Expected improvement on 0 of N(${at === 0 ? "0" : "−0.5"}, 1)`,
        measured: expectedImprovement(at, 1, 0),
        exact: integrateImprovement(at),
        source: "E[max(−f, 0)] by quadrature; the closed form is of Jones, Schonlau and Welch 1998",
      }),
    ),
    {
      ...identity,
      name: "Gaussian process, one length from a value of 1: mean",
      measured: mean,
      exact: Math.exp(-0.5),
      source: "k(1) = exp(−½) for the squared-exponential kernel (Rasmussen and Williams 2006)",
    },
    {
      ...identity,
      name: "Gaussian process, one length from a value of 1: variance",
      measured: deviation ** 2,
      exact: 1 - Math.exp(-1),
      source: "1 − k(1)² for one value without noise (Rasmussen and Williams 2006)",
    },
    {
      ...identity,
      name: "Hyperband, R = 81, η = 3: runs started in one pass",
      measured: starts.reduce((sum, runs) => sum + runs, 0),
      exact: 81 + 34 + 15 + 8 + 5,
      tolerance: 0,
      source: "Li et al. 2018 (JMLR), with ⌈·⌉: 81, 34, 15, 8 and 5; the first arXiv version has 81, 27, 9, 6 and 5",
    },
    {
      ...identity,
      name: "Hyperband, R = 81, η = 3: units of resource of one pass",
      measured: units.reduce((sum, { runs, resource }) => sum + runs * resource, 0),
      exact: 405 + 363 + 351 + 378 + 405,
      tolerance: 1e-12,
      source: "Σ nᵢrᵢ of Li et al. 2018, each rung paid from its start",
    },
  ];
}

/** E[max(-f, 0)] for f ~ N(mean, 1): Simpson's rule over the half line where it is not 0. */
function integrateImprovement(mean: number): number {
  const [from, count] = [-12, 2000];
  const step = -from / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) {
    const f = from + i * step;
    const weight = i === 0 || i === count ? 1 : i % 2 === 1 ? 4 : 2;
    sum += (weight * -f * Math.exp(-((f - mean) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
  }
  return (sum * step) / 3;
}
