import { estimateMean } from "../../math/estimate";
import { gapLevel, gapThreshold, largestGap } from "../../math/kolmogorov";
import { normalCdf, normalQuantile } from "../../math/normalDistribution";
import { createRandomSource, type RandomSource } from "../../math/random";
import { binShare, expectedIndexTerm, stabilityIndex } from "../../math/stabilityIndex";
import type { Measured, Powers } from "./measured";
import { countedRows, levelOfTest, repetitions, type Settings, streams } from "./problem";
import { type Share, sortedColumn } from "./tests";
import { drawRows, oldWorld, shiftedPrior, worldsOf } from "./world";

/** Bins of the stability index, with as much of N(0,1) in each. */
export const bins = 10;

const count = (of: Float64Array, holds: (value: number, index: number) => boolean): Share => ({
  count: of.reduce((sum, value, i) => sum + Number(holds(value, i)), 0),
  of: of.length,
});

/** What a shift of the mean by δ, or a prior shift, does by theory: measured on rows of normal numbers. */
export function* measureShift(
  { severity: shift }: Settings,
  seed: number,
  measured: Measured,
): Generator<number, void> {
  const random = createRandomSource(seed);
  const rows = countedRows;
  const [old, now] = drawTwo(random, streams.gaps, rows, shift);
  measured.gap = { old: count(old, (x) => x < shift / 2), now: count(now, (x) => x < shift / 2) };
  yield 0.2;
  const [left, right] = drawTwo(random, streams.pairs, rows, shift);
  measured.pairs = count(left, (x, i) => x < (right[i] as number));
  yield 0.4;
  const [first, second] = drawTwo(random, streams.choices, rows, shift);
  const known = [count(first, (x) => x <= shift / 2), count(second, (x) => x > shift / 2)] as const;
  measured.choices = { count: known[0].count + known[1].count, of: 2 * rows };
  yield 0.6;
  const weights = random.normals(streams.sums, rows).map((z) => Math.exp(shift * (z + shift) - (shift * shift) / 2));
  measured.weight = { mean: weights.reduce((sum, w) => sum + w, 0) / rows, rows };
  yield 0.8;
  const positives = shiftedPrior(shift);
  const signs = random.uniforms(streams.classes, rows).map((u) => (u < positives ? 1 : -1));
  const values = random.normals(streams.priors, rows).map((z, i) => z + (signs[i] as number));
  // Log-odds of the upper class: 2x where both are as frequent, and those of the new shares besides.
  const added = Math.log(positives / (1 - positives));
  measured.priors = {
    old: count(values, (x, i) => x > 0 === (signs[i] as number) > 0),
    moved: count(values, (x, i) => 2 * x + added > 0 === (signs[i] as number) > 0),
  };
  yield 1;
}

/** Two samples: of N(0,1), and of N(shift,1). */
function drawTwo(random: RandomSource, stream: number, rows: number, shift: number, from = 0) {
  const both = random.normals(stream, 2 * rows, from * 2 * rows);
  return [both.subarray(0, rows), both.subarray(rows).map((z) => z + shift)] as const;
}

/** The stability index of many pairs of samples, without drift and with. */
export function* measureIndex(settings: Settings, seed: number, measured: Measured): Generator<number, void> {
  const { batch, severity } = settings;
  const random = createRandomSource(seed);
  const edges = Array.from({ length: bins - 1 }, (_, i) => normalQuantile((i + 1) / bins));
  const sharesOf = (values: Float64Array) => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
      let bin = 0;
      while (bin < bins - 1 && value >= (edges[bin] as number)) {
        bin++;
      }
      counts[bin] = (counts[bin] as number) + 1;
    }
    return counts.map((of) => binShare(of, batch));
  };
  const exact = { still: bins * expectedIndexTerm(1 / bins, batch, 1 / bins, batch), moved: 0 };
  for (const [bin, share] of shiftedBins(severity).entries()) {
    exact.moved += expectedIndexTerm(1 / bins, batch, share, batch);
    yield (0.5 * (bin + 1)) / bins;
  }
  const replicates = repetitions(settings, 200_000 / batch, 1000);
  const found = { still: new Float64Array(replicates), moved: new Float64Array(replicates) };
  for (let r = 0; r < replicates; r++) {
    const normals = random.normals(streams.indices, 3 * batch, r * 3 * batch);
    const [old, still, moved] = [0, 1, 2].map((part) => normals.subarray(part * batch, (part + 1) * batch)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const before = sharesOf(old);
    found.still[r] = stabilityIndex(before, sharesOf(still));
    found.moved[r] = stabilityIndex(before, sharesOf(moved.map((z) => z + severity)));
    if (r % 10 === 9) {
      yield 0.5 + (0.5 * (r + 1)) / replicates;
    }
  }
  measured.indices = {
    still: estimateMean(found.still),
    moved: estimateMean(found.moved),
    exactStill: exact.still,
    exactMoved: exact.moved,
  };
}

/** What N(shift,1) puts into each bin. */
export const shiftedBins = (shift: number): number[] =>
  Array.from({ length: bins }, (_, i) => {
    const below = (edge: number) =>
      edge === 0 ? 0 : edge === bins ? 1 : normalCdf(normalQuantile(edge / bins) - shift);
    return below(i + 1) - below(i);
  });

/** Rows of a sample in the tests without drift: their level is known for every size, and many tests say more than large ones. */
export const nullRows = ({ batch }: Settings): number => Math.min(batch, 200);

/** Families of tests of features that have not drifted: how often one rejects, and how often any of the family does. */
export function* measureFalseAlarms(settings: Settings, seed: number, measured: Measured): Generator<number, void> {
  const { features, level } = settings;
  const rows = nullRows(settings);
  const random = createRandomSource(seed);
  const single = { count: 0, of: 0 };
  const any = { count: 0, of: 0 };
  const [alone, together] = [level, levelOfTest(settings)].map((of) => gapThreshold(of, rows, rows)) as [
    number,
    number,
  ];
  const families = repetitions(settings, 3_000_000 / (rows * features), 2000);
  for (let family = 0; family < families; family++) {
    let alarms = 0;
    for (let feature = 0; feature < features; feature++) {
      const from = (family * features + feature) * 2 * rows;
      const both = random.uniforms(streams.nulls, 2 * rows, from);
      const gap = largestGap(both.slice(0, rows).sort(), both.slice(rows).sort());
      single.count += Number(gap > alone);
      alarms += Number(gap > together);
    }
    single.of += features;
    any.count += Number(alarms > 0);
    any.of++;
    if (family % 4 === 3) {
      yield (family + 1) / families;
    }
  }
  measured.nulls = { single, any };
}

/** The shift that the best test of means finds every other time, near enough. */
const halfFound = ({ batch, level }: Settings): number => -normalQuantile(level / 2) * Math.sqrt(2 / batch);

/** The chance that |x̄ − ȳ| rejects at that level, two samples of `batch` with variance 1 and means `shift` apart. */
export function powerOfMeans({ batch, level }: Settings, shift: number): number {
  const [bound, off] = [normalQuantile(level / 2), shift * Math.sqrt(batch / 2)];
  return normalCdf(bound - off) + normalCdf(bound + off);
}

/** Shifts of which the power of KS is known, for so many rows each at that level. */
export const known = { rows: 1000, level: 0.05, shifts: [0.1, 0.2], powers: [0.48047625, 0.97254293] };

/** How often KS, and the test of means, see a shift of a normal feature: in batches, and where the power of KS is known. */
export function* measurePower(settings: Settings, seed: number, measured: Measured): Generator<number, void> {
  const { batch, level } = settings;
  const random = createRandomSource(seed);
  const half = halfFound(settings);
  const none = (shifts: number[], trials: number): Powers => {
    return { shifts, gap: shifts.map(() => 0), mean: shifts.map(() => 0), trials };
  };
  const shifts = [0, 0.4, 0.7, 1, 1.3, 1.6, 2, 2.5].map((times) => times * half);
  const powers = none(shifts, repetitions(settings, 200_000 / batch, 1000));
  for (const done of countAlarms(random, streams.powers, { rows: batch, level }, powers)) {
    yield 0.5 * done;
  }
  measured.powers = powers;
  const knownPowers = none(known.shifts, repetitions(settings, 1200, 1200));
  for (const done of countAlarms(random, streams.known, known, knownPowers)) {
    yield 0.5 + 0.5 * done;
  }
  measured.knownPowers = knownPowers;
}

function* countAlarms(
  random: RandomSource,
  stream: number,
  { rows, level }: { rows: number; level: number },
  { shifts, gap, mean, trials }: Powers,
): Generator<number, void> {
  const threshold = gapThreshold(level, rows, rows);
  const bound = -normalQuantile(level / 2) * Math.sqrt(2 / rows);
  const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / rows;
  for (let trial = 0; trial < trials; trial++) {
    const [old, still] = drawTwo(random, stream, rows, 0, trial).map((values) => values.sort()) as [
      Float64Array,
      Float64Array,
    ];
    shifts.forEach((shift, i) => {
      const now = still.map((value) => value + shift);
      gap[i] = (gap[i] as number) + Number(largestGap(old, now) > threshold) / trials;
      mean[i] = (mean[i] as number) + Number(Math.abs(average(now) - average(old)) > bound) / trials;
    });
    if (trial % 10 === 9) {
      yield (trial + 1) / trials;
    }
  }
}

/** Tests of every feature where p(y|x) has changed and p(x) has not: they reject as often as without any drift. */
export function* measureBlindness(settings: Settings, seed: number, measured: Measured): Generator<number, void> {
  const { batch, features, level, severity, curvature } = settings;
  const random = createRandomSource(seed);
  const gate = { weights: new Float64Array(features), intercept: 0 };
  const plan = { count: batch, features, gate };
  const { production } = worldsOf("concept", severity, curvature);
  const threshold = gapThreshold(level, batch, batch);
  const replicates = Math.max(Math.ceil(1000 / features), repetitions(settings, 800_000 / (batch * features), 400));
  const shares = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    const old = drawRows(random, streams.blind + 2 * r, { ...plan, world: oldWorld(curvature) });
    const now = drawRows(random, streams.blind + 2 * r + 1, { ...plan, world: production });
    for (let j = 0; j < features; j++) {
      const gap = largestGap(sortedColumn(old, old.computed, j), sortedColumn(now, now.served, j));
      shares[r] = (shares[r] as number) + Number(gap > threshold) / features;
    }
    yield (r + 1) / replicates;
  }
  measured.blind = { ...estimateMean(shares), tests: replicates * features };
}

/** The exact chance that KS rejects without drift, two samples of `batch`, at the threshold for that level. */
export const exactLevel = (batch: number, level: number): number => gapLevel(batch, gapThreshold(level, batch, batch));
