import { type LinearScore, scoreRow } from "../../math/logisticRegression";
import { normalCdf } from "../../math/normalDistribution";
import type { RandomSource } from "../../math/random";

/** Why a model may do worse in production. */
export const causes = ["none", "covariate", "prior", "concept", "unit", "missing", "leakage", "feedback"] as const;
export type Cause = (typeof causes)[number];

/**
 * What rows are drawn from. Three coins are tossed: the signal y₁ (heads with `positives`), and two more, s and l. The
 * features are x₁ = y₁ + curvature · (x₂² − 1) + ε, x₂ = shift + ε, x₃ = s + ε, x₄ = l + ε, and noise from x₅ on, every ε
 * standard normal. The label is y₁; or s, with probability `swap`.
 */
export interface World {
  curvature: number;
  positives: number;
  shift: number;
  swap: number;
  /** P(l = y₁): ½ where x₄ tells nothing. */
  leak: number;
  /** What is served as x₁: scale · x₁ + offset, or 0 with probability `missing`. */
  scale: number;
  offset: number;
  missing: number;
  /** Rows that the deployed model scores below 0 stay away with this probability. */
  dropped: number;
}

/** The world before anything happened to it. */
export const oldWorld = (curvature: number): World => ({
  curvature,
  positives: 0.5,
  shift: 0,
  swap: 0,
  leak: 0.5,
  scale: 1,
  offset: 0,
  missing: 0,
  dropped: 0,
});

/** The share of positives in production, after a prior shift of a severity from 0 to 2. */
export const shiftedPrior = (severity: number): number => 0.5 - severity / 5;

/** What model and test set were drawn from, and what production is drawn from; severity is from 0 to 2. */
export function worldsOf(cause: Cause, severity: number, curvature: number): { offline: World; production: World } {
  const old = oldWorld(curvature);
  switch (cause) {
    case "none":
      return { offline: old, production: old };
    case "covariate":
      return { offline: old, production: { ...old, shift: severity } };
    case "prior":
      return { offline: old, production: { ...old, positives: shiftedPrior(severity) } };
    case "concept":
      return { offline: old, production: { ...old, swap: severity / 2 } };
    case "unit":
      return { offline: old, production: { ...old, scale: 1 + severity, offset: -severity * (1 + severity) } };
    case "missing":
      return { offline: old, production: { ...old, missing: severity / 4 } };
    case "leakage":
      return { offline: { ...old, leak: 0.5 + Math.min(1, severity) / 2 }, production: old };
    case "feedback":
      return { offline: old, production: { ...old, dropped: 0.45 * severity } };
    default:
      return cause satisfies never;
  }
}

/** Rows with their labels. */
export interface Rows {
  count: number;
  features: number;
  /** [count, features], as the training code computes them, and as the serving system does. */
  computed: Float64Array;
  served: Float64Array;
  /** 0 or 1. */
  labels: Float64Array;
}

const coins = 6;

/** Draws rows of a world; `gate` is the deployed model, where it decides who comes back. */
export function drawRows(
  random: RandomSource,
  stream: number,
  { world, count, features, gate }: { world: World; count: number; features: number; gate: LinearScore },
): Rows {
  const rows: Rows = {
    count,
    features,
    computed: new Float64Array(count * features),
    served: new Float64Array(count * features),
    labels: new Float64Array(count),
  };
  const { curvature, positives, shift, swap, leak, scale, offset, missing, dropped } = world;
  for (let at = 0, from = 0; at < count; from += count) {
    const noise = random.normals(2 * stream, count * features, from * features);
    const tosses = random.uniforms(2 * stream + 1, count * coins, from * coins);
    for (let i = 0; i < count && at < count; i++) {
      const toss = (which: number) => tosses[i * coins + which] as number;
      const x = rows.computed.subarray(at * features, (at + 1) * features);
      x.set(noise.subarray(i * features, (i + 1) * features));
      const signal = toss(0) < positives ? 1 : -1;
      const other = toss(1) < 0.5 ? 1 : -1;
      x[1] = (x[1] as number) + shift;
      x[0] = (x[0] as number) + signal + curvature * ((x[1] as number) ** 2 - 1);
      x[2] = (x[2] as number) + other;
      x[3] = (x[3] as number) + (toss(2) < leak ? signal : -signal);
      const served = rows.served.subarray(at * features, (at + 1) * features);
      served.set(x);
      served[0] = toss(3) < missing ? 0 : scale * (x[0] as number) + offset;
      if (toss(4) >= dropped || scoreRow(gate, rows.served, at) > 0) {
        rows.labels[at] = (toss(5) < swap ? other : signal) > 0 ? 1 : 0;
        at++;
      }
    }
  }
  return rows;
}

/** Probabilities of what a linear model says, by the true label: [label] of saying 1 and of being that label at all. */
export interface Rates {
  /** P(label), for 0 and 1. */
  label: [number, number];
  /** P(says 1 and label), for 0 and 1. */
  positive: [number, number];
}

/**
 * Exact rates of a linear model on served rows of a world, nobody staying away. Given the coins and x₂ the score is normal;
 * over x₂ it is integrated by the trapezoidal rule, which is exact to rounding for such smooth functions.
 */
export function exactRates({ weights, intercept }: LinearScore, world: World): Rates {
  const { curvature, positives, shift, swap, leak, scale, offset, missing } = world;
  const weight = (i: number) => weights[i] as number;
  const rest = weights.reduce((sum, w, i) => (i >= 2 ? sum + w * w : sum), 0);
  const rates: Rates = { label: [0, 0], positive: [0, 0] };
  const step = 0.1;
  const both = [1, -1] as const;
  for (const signal of both) {
    for (const other of both) {
      for (const leaked of both) {
        const probability = (signal > 0 ? positives : 1 - positives) * 0.5 * (leaked === signal ? leak : 1 - leak);
        let says = 0;
        for (const [share, factor, added] of [
          [1 - missing, scale, offset],
          [missing, 0, 0],
        ] as const) {
          const deviation = Math.sqrt(rest + (weight(0) * factor) ** 2);
          for (let e = -9; share > 0 && e < 9 + step / 2; e += step) {
            const x2 = shift + e;
            const x1 = factor * (signal + curvature * (x2 * x2 - 1)) + added;
            const mean = intercept + weight(0) * x1 + weight(1) * x2 + weight(2) * other + weight(3) * leaked;
            const density = Math.exp((-e * e) / 2) / Math.sqrt(2 * Math.PI);
            says += share * step * density * (deviation > 0 ? normalCdf(mean / deviation) : Number(mean > 0));
          }
        }
        for (const [label, part] of [
          [signal, 1 - swap],
          [other, swap],
        ] as const) {
          const index = label > 0 ? 1 : 0;
          rates.label[index] += probability * part;
          rates.positive[index] += probability * part * says;
        }
      }
    }
  }
  return rates;
}

/** The exact accuracy of a linear model in a world whose deployed model it is. */
export function exactAccuracy(model: LinearScore, world: World): number {
  const { label, positive } = exactRates(model, world);
  const kept = 1 - world.dropped;
  const right = positive[1] + kept * (label[0] - positive[0]);
  return right / (positive[0] + positive[1] + kept * (1 - positive[0] - positive[1]));
}
