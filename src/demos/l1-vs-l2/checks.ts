import { objective, type Penalty } from "../../math/elasticNet";
import { normalCdf } from "../../math/normalDistribution";
import { type Check, underHeadings } from "../demo";
import { columnWeights, countZeros, type Measured } from "./measured";
import type { Study } from "./study";

const closedForms = {
  lasso: {
    name: "L1, orthonormal features: distance from soft(ŵ, λ)",
    source: "Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, table 3.4",
  },
  "elastic net": {
    name: "Elastic net, orthonormal features: distance from soft(ŵ, λ₁) / (1 + λ₂)",
    source: "Zou and Hastie 2005, the naive elastic net under an orthogonal design, for ½‖y − Xw‖² + λ₁‖w‖₁ + ½λ₂‖w‖²",
  },
  ridge: {
    name: "L2, orthonormal features: distance from ŵ / (1 + λ)",
    source: "Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, table 3.4",
  },
};

const counted = { standardError: 0, rule: "identity" } as const;
const descent = "float64 coordinate descent (Friedman, Hastie, Tibshirani 2010) with its optimality conditions checked";

/** Every claim that has been measured. */
export function listChecks(study: Study, measured: Measured): Check[] {
  return underHeadings({
    "Closed forms for orthonormal features": checkOrthonormal(measured),
    "Exact zeros": checkZeros(study, measured),
    "How near the minimum of L1 is": checkMinimum(study, measured),
  });
}

function checkOrthonormal({ deviations, useless }: Measured): Check[] {
  return [
    ...deviations.map(({ name, largest }): Check => {
      return { ...closedForms[name], measured: largest, exact: 0, standardError: 0, rule: "identity" };
    }),
    ...useless
      .filter(({ trials }) => trials > 0)
      .map(({ multiple, zeros, trials }): Check => {
        const exact = 2 * normalCdf(multiple) - 1;
        return {
          name: `Probability that a useless weight is exactly 0 at λ₁ = ${multiple === 1 ? "" : multiple}σ`,
          measured: zeros / trials,
          exact,
          // Under orthonormal features and Gaussian noise the weights are independent: a binomial count.
          standardError: Math.sqrt((exact * (1 - exact)) / trials),
          rule: "stochastic",
          source: "P(|z| ≤ λ₁) = 2Φ(λ₁/σ) − 1 for z ~ N(0, σ²), the least-squares estimate of a weight that is 0",
        };
      }),
  ];
}

function checkZeros({ lambdas, asked, solutions, data, at }: Study, measured: Measured): Check[] {
  const { sparse, settled, adam, ridge } = measured;
  if (!sparse) {
    return [];
  }
  const [chosen, , below] = solutions;
  const zeros = (which: 0 | 1 | 2, name: string, exact: number, source: string): Check => ({
    ...counted,
    name,
    measured: countZeros(sparse, lambdas.length, asked[which]),
    exact,
    // Float32 may decide otherwise about weights on the very border between zero and not.
    tolerance: solutions[which].undecided / Math.max(1, exact),
    source,
  });
  const checks = [
    zeros(1, "Exact zeros, L1 at λ_max", data.truth.length, "all weights are 0 if and only if λ₁ ≥ max |xⱼᵀy|"),
    zeros(2, "Exact zeros, L1 at 0.999 λ_max", below.zeros, descent),
    ...(settled ? [zeros(0, "Exact zeros, L1 by proximal steps", chosen.zeros, descent)] : []),
  ];
  const none = (name: string, values: ArrayLike<number>, source: string): Check => ({
    ...counted,
    name,
    measured: countZeros(values, lambdas.length, at),
    exact: 0,
    tolerance: 0,
    source,
  });
  if (adam) {
    checks.push(none("Exact zeros, L1 by Adam", adam, "a step along a sub-gradient meets 0 with probability 0"));
  }
  if (ridge) {
    checks.push(none("Exact zeros, L2", ridge, "(XᵀX + λI)⁻¹Xᵀy is linear in y: a weight is 0 with probability 0"));
  }
  return checks;
}

function checkMinimum({ lambdas, at, settings, solutions, penalties, data }: Study, measured: Measured): Check[] {
  const { sparse, optimality, settled, race } = measured;
  const checks: Check[] = [];
  if (sparse && settled) {
    checks.push({
      ...counted,
      name: "Minimum of the L1 objective",
      measured: objective(data.correlated, penalties[at] as Penalty, columnWeights(sparse, lambdas.length, at)),
      exact: solutions[0].objective,
      source: descent,
    });
  }
  if (optimality !== undefined && settled) {
    checks.push({
      name: "Optimality gap of L1 by proximal steps, of max |xⱼᵀy|",
      measured: optimality,
      exact: 1e-5,
      standardError: 0,
      rule: "bound",
      source: "0 lies in the sub-differential of F at its minimum (Karush, Kuhn, Tucker), up to rounding to float32",
    });
  }
  if (optimality !== undefined) {
    const shares = race.map(({ proximal, bound }) => proximal / bound).filter((share) => !Number.isNaN(share));
    checks.push({
      name: `Distance of ${settings.solver.toUpperCase()} to the minimum, of its bound`,
      measured: Math.max(0, ...shares),
      exact: 1,
      standardError: 0,
      rule: "bound",
      source:
        settings.solver === "fista"
          ? "Beck and Teboulle 2009, theorem 4.4: F(x_k) − F* ≤ 2L‖x₀ − x*‖² / (k + 1)²"
          : "Beck and Teboulle 2009, theorem 3.1: F(x_k) − F* ≤ L‖x₀ − x*‖² / (2k)",
    });
  }
  const gaps = race.map(({ adam }) => adam).filter((gap) => !Number.isNaN(gap));
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (first !== undefined && last !== undefined) {
    checks.push({
      name: "Distance of Adam to the minimum, as a share of that after its first step",
      measured: last / first,
      exact: 1,
      standardError: 0,
      rule: "bound",
      source:
        "no theorem for Adam with a fixed learning rate, which does not come to rest: where it fails, it does not descend",
    });
  }
  return checks;
}
