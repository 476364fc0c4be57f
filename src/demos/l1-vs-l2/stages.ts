import type * as tf from "@tensorflow/tfjs-core";
import { createKeeper } from "../../gpu/keeper";
import { type Batch, createAdamSolver, createProximalSolver, type Solver, solveRidge } from "../../gpu/proximal";
import { type LeastSquares, objective, optimalityGaps, type Penalty, softThreshold } from "../../math/elasticNet";
import { columnOf, decomposeSymmetric, dot, gramOf, multiplyTransposed } from "../../math/matrix";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { columnWeights, type Measured } from "./measured";
import { drawData, penaltyOf, readSettings } from "./problem";
import type { Study } from "./study";

/** Steps after which FISTA's momentum begins anew; up to there its bound is checked. */
const restart = 100;
const mostSteps = { fista: 2000, ista: 4000 };
/** Of the largest weight: a step of proximal descent that moves no weight by more has come to its end, or to what float32 can tell. */
const still = 2e-7;
const adamSteps = 800;
/** Data sets of useless weights in a batch, and such weights wanted in all. */
const uselessColumns = 200;
const uselessTrials = 40_000;
/** How often weights are read back, to see whether they are optimal and to draw them. */
const readEvery = 25;
/** Optimal: no optimality gap above this share of the largest |xⱼᵀy|. Float32 comes to about 3e-7. */
const optimal = 2e-6;
/** Of F*: what weights in float32 can not tell from 0. */
const invisible = 1e-8;

/** Under orthonormal features every solution has a closed form: the largest distances from it, over all weights and λ. */
export async function* measureOrthonormal(lib: typeof tf, study: Study, measured: Measured): Stage {
  const { x, y } = study.data.orthonormal;
  const { lambdas, settings } = study;
  const estimates = study.data.truth.map((_, j) => dot(columnOf(x, j), y));
  const mixes = [1, settings.mix < 1 ? settings.mix : 0.5];
  const penalties = mixes.flatMap((mix) => lambdas.map((lambda) => penaltyOf({ mix }, lambda)));
  const deviation = (values: ArrayLike<number>, closedForm: (estimate: number, column: number) => number) => {
    const columns = values.length / estimates.length;
    const off = Array.from(values, (value, i) => {
      return Math.abs(value - closedForm(estimates[Math.floor(i / columns)] as number, i % columns));
    });
    return off.reduce((a, b) => Math.max(a, b), 0) / estimates.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  };

  const kept = createKeeper();
  try {
    const design = describeDesign(study.data.orthonormal);
    const solver = kept.keep(createSolver(lib, { ...design, penalties }, study, 1));
    while (solver.steps < 20) {
      solver.step();
      yield solver.steps / 20;
    }
    const values = await solver.read();
    mixes.forEach((mix, i) => {
      const part = pickColumns(values, penalties.length, i * lambdas.length, lambdas.length);
      const largest = deviation(part, (estimate, column) => {
        const { l1, l2 } = penaltyOf({ mix }, lambdas[column] as number);
        return softThreshold(estimate, l1) / (1 + l2);
      });
      measured.deviations.push({ name: mix === 1 ? "lasso" : "elastic net", largest });
      if (mix === settings.mix) {
        measured.orthonormal = part;
      }
    });
    const ridge = solveRidge(decomposeSymmetric(gramOf(x)), estimates, lambdas);
    const largest = deviation(ridge, (estimate, column) => estimate / (1 + (lambdas[column] as number)));
    measured.deviations.push({ name: "ridge", largest });
  } finally {
    kept.dispose();
  }
}

/** Many data sets of nothing but noise: how often a useless weight is exactly 0, at λ₁ = σ and at 2σ. */
export async function* countUseless(lib: typeof tf, study: Study, measured: Measured): Stage {
  const { data, settings } = study;
  const { rows, columns: weights } = data.orthonormal.x;
  const shares = [1, 2].map((multiple) => ({ multiple, zeros: 0, trials: 0 }));
  measured.useless.push(...shares);
  const { gram } = describeDesign(data.orthonormal);
  const batches = Math.ceil(uselessTrials / (uselessColumns * weights));
  for (let batch = 0; batch < batches; batch++) {
    const noise = { rows, columns: uselessColumns, values: data.drawUselessNoise(batch, uselessColumns) };
    const correlation = multiplyTransposed(data.orthonormal.x, noise);
    for (const share of shares) {
      const found = await solveForNoise({ gram, correlation }, share.multiple);
      share.zeros += found.filter((w) => w === 0).length;
      share.trials += found.length;
    }
    yield (batch + 1) / batches;
  }

  async function solveForNoise(design: Pick<Batch, "gram" | "correlation">, multiple: number): Promise<Float32Array> {
    const penalties = Array.from({ length: uselessColumns }, () => ({ l1: multiple * settings.noise, l2: 0 }));
    const solver = createSolver(lib, { ...design, penalties }, study, 1);
    try {
      while (solver.steps < 3) {
        solver.step();
      }
      return await solver.read();
    } finally {
      solver.dispose();
    }
  }
}

/** L1 and L2 for all λ at once: the one by proximal steps until they are optimal, the other in closed form. */
export async function* solvePaths(lib: typeof tf, study: Study, measured: Measured): Stage {
  const { data, penalties, asked, scale, lambdas, lipschitz } = study;
  const most = mostSteps[study.settings.solver];
  const gapOf = (values: ArrayLike<number>, column: number) =>
    Math.max(
      ...optimalityGaps(data.correlated, penalties[column] as Penalty, columnWeights(values, lambdas.length, column)),
    ) / scale;
  const kept = createKeeper();
  try {
    const design = describeDesign(data.correlated);
    const solver = kept.keep(createSolver(lib, { ...design, penalties }, study, lipschitz));
    measured.ridge = solveRidge(study.eigen, design.correlation.values, lambdas);
    for (let worst = Number.POSITIVE_INFINITY; worst > optimal && solver.steps < most; ) {
      solver.step();
      await enterRace(study, measured, "proximal", solver);
      if (solver.steps % readEvery === 0) {
        const values = await solver.read();
        const stands = hasSettled(measured.sparse, values, lambdas.length, study.at);
        measured.sparse = values;
        measured.optimality = gapOf(values, study.at);
        worst = Math.max(...asked.map((column) => gapOf(values, column)));
        measured.settled = stands || worst <= optimal;
      }
      // How many steps it takes is not known; most designs are done after a tenth of what is allowed.
      yield 1 - Math.exp((-20 * solver.steps) / most);
    }
  } finally {
    kept.dispose();
  }
}

/** Whether the weights of a column are where they were `readEvery` steps ago, as far as one can tell. */
function hasSettled(
  before: ArrayLike<number> | undefined,
  now: ArrayLike<number>,
  columns: number,
  at: number,
): boolean {
  if (!before) {
    return false;
  }
  const [from, to] = [columnWeights(before, columns, at), columnWeights(now, columns, at)];
  const largest = Math.max(...to.map(Math.abs));
  const moved = Math.max(...to.map((w, j) => Math.abs(w - (from[j] as number))));
  return moved <= readEvery * still * largest;
}

/** The same objectives for all λ by Adam with sub-gradients. */
export async function* followAdam(lib: typeof tf, study: Study, measured: Measured): Stage {
  const { data, penalties } = study;
  const kept = createKeeper();
  try {
    const batch = { ...describeDesign(data.correlated), penalties };
    const solver = kept.keep(createAdamSolver(lib, batch, { start: data.start, learningRate: 0.02 }));
    while (solver.steps < adamSteps) {
      solver.step();
      await enterRace(study, measured, "adam", solver);
      if (solver.steps % readEvery === 0) {
        measured.adam = await solver.read();
      }
      yield solver.steps / adamSteps;
    }
  } finally {
    kept.dispose();
  }
}

/** Steps of Adam for as many λ as a run has: most of a run is this. Yields the number of steps. */
export async function* stepAdam({ tf: lib, seed, params }: RunContext): Stage {
  const { correlated, start } = drawData(readSettings(params), seed);
  const penalties = Array.from({ length: 200 }, () => ({ l1: 1, l2: 0 }));
  const solver = createAdamSolver(lib, { ...describeDesign(correlated), penalties }, { start, learningRate: 0.02 });
  try {
    for (;;) {
      solver.step();
      solver.step();
      yield 2;
    }
  } finally {
    solver.dispose();
  }
}

/** XᵀX and Xᵀy. */
const describeDesign = ({ x, y }: LeastSquares): Pick<Batch, "gram" | "correlation"> => ({
  gram: gramOf(x),
  correlation: multiplyTransposed(x, { rows: y.length, columns: 1, values: Float64Array.from(y) }),
});

const createSolver = (lib: typeof tf, batch: Batch, { settings }: Study, lipschitz: number) =>
  createProximalSolver(lib, batch, { lipschitz, ...(settings.solver === "fista" ? { restart } : {}) });

function pickColumns(values: ArrayLike<number>, columns: number, from: number, count: number): Float32Array {
  return Float32Array.from({ length: (values.length / columns) * count }, (_, i) => {
    return values[Math.floor(i / count) * columns + from + (i % count)] as number;
  });
}

/** Steps at which the race is measured: some twelve to a factor of ten. */
const isMilestone = (steps: number) => {
  const nearest = Math.round(12 * Math.log10(steps));
  return steps === Math.round(10 ** (nearest / 12));
};

/** Measures F(w) - F* at the chosen λ, in float64 from the weights in float32. */
async function enterRace(
  { data, settings, penalties, at, lipschitz, solutions: [best] }: Study,
  { race }: Measured,
  of: "proximal" | "adam",
  solver: Solver,
): Promise<void> {
  const { steps } = solver;
  if (!isMilestone(steps)) {
    return;
  }
  const weights = columnWeights(await solver.read(), penalties.length, at);
  const gap = objective(data.correlated, penalties[at] as Penalty, weights) - best.objective;
  let entry = race.find((other) => other.steps === steps);
  if (!entry) {
    entry = { steps, proximal: Number.NaN, adam: Number.NaN, bound: Number.NaN };
    race.push(entry);
    race.sort((a, b) => a.steps - b.steps);
  }
  entry[of] = gap > invisible * best.objective ? gap : Number.NaN;
  if (of === "proximal" && steps <= restart) {
    // From zero: ‖x₀ - x*‖² is ‖x*‖².
    const distance = lipschitz * dot(best.weights, best.weights);
    entry.bound = settings.solver === "fista" ? (2 * distance) / (steps + 1) ** 2 : distance / (2 * steps);
  }
}
