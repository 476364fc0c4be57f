import { estimateShare } from "../../math/estimate";
import { gapThreshold } from "../../math/kolmogorov";
import { normalCdf } from "../../math/normalDistribution";
import { stabilityIndex } from "../../math/stabilityIndex";
import { type Panel, plotEstimates, type Series } from "../demo";
import { type TestName, testNames } from "./diagnosis";
import { bins, powerOfMeans, shiftedBins } from "./formulas";
import type { Measured } from "./measured";
import { levelOfTest, type Settings, stream } from "./problem";
import { type Cause, causes } from "./world";

/** What the causes and the remedies are called. */
export const causeNames: Record<Cause, string> = {
  none: "no drift",
  covariate: "covariate shift",
  prior: "prior shift",
  concept: "concept drift",
  unit: "another unit",
  missing: "missing values",
  leakage: "leakage",
  feedback: "feedback loop",
};

const line = (label: string, values: ArrayLike<number>, role: Series["role"] = "measured"): Series => ({
  label,
  values,
  role,
  kind: "line",
});

const upright = (label: string, x: number, low: number, high: number): Series => ({
  label,
  x: [x, x],
  values: [low, high],
  kind: "line",
  role: "quiet",
});

/** Shares of so many trials each. */
const shares = (values: ArrayLike<number>, trials: number) =>
  plotEstimates(Array.from(values, (share) => estimateShare(share * trials, trials)));

const digits = (value: number) => Number(value.toPrecision(3)).toString();
const percent = (value: number) => `${(100 * value).toFixed(0)} %`;

/** The exact measures of a mean shift, against the shift. */
export function drawMeasures(severity: number): Panel {
  const shifts = Array.from({ length: 81 }, (_, i) => i / 40);
  const measures = {
    "Largest gap D": (δ: number) => 2 * normalCdf(δ / 2) - 1,
    "Best area under the curve": (δ: number) => normalCdf(δ / Math.SQRT2),
    "Stability index, 10 bins": (δ: number) => stabilityIndex(new Array<number>(bins).fill(1 / bins), shiftedBins(δ)),
    "Rows left by weighting": (δ: number) => Math.exp(-δ * δ),
  };
  const said = Object.entries(measures).map(([name, of]) => `${name} ${digits(of(severity))}`);
  return {
    title: "What a shift δ of a normal feature comes to",
    x: { label: "Shift δ, in standard deviations", values: shifts },
    y: { label: "Value" },
    series: Object.entries(measures).map(([name, of]) => line(name, shifts.map(of), "exact")),
    summary:
      `Exact values at δ = ${severity}: ${said.join("; ")}. The stability index reaches its usual limits, 0.1 and 0.25, at ` +
      "δ = 0.3235 and 0.5128.",
  };
}

/** The panels of a run. */
export function drawRun(settings: Settings, measured: Measured): Panel[] {
  const { batches, powers, table } = measured;
  return [
    ...(batches.length > 0 ? [drawAccuracy(settings, measured), drawStatistics(settings, measured)] : []),
    ...(powers ? [drawPower(settings, powers)] : []),
    ...(table ? [drawTable(settings, table)] : []),
    ...(batches.length === 0 ? [drawMeasures(settings.severity)] : []),
  ];
}

function drawAccuracy(settings: Settings, { batches, detection, deployed }: Measured): Panel {
  const numbers = batches.map((_, t) => t + 1);
  const all = batches.flatMap(({ accuracy, exact }) => [accuracy, ...(Number.isNaN(exact) ? [] : [exact])]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const mean = (from: number, to: number) => {
    const part = batches.slice(from, to);
    return part.reduce((sum, { accuracy }) => sum + accuracy, 0) / part.length;
  };
  const changed = batches.length > stream.before;
  const repaired = deployed !== undefined && batches.length > deployed ? deployed : undefined;
  const words = [
    `${percent(mean(0, stream.before))} before batch ${stream.before + 1}`,
    ...(changed ? [`${percent(mean(stream.before, repaired ?? batches.length))} from then on`] : []),
    ...(repaired === undefined
      ? []
      : [`${percent(mean(repaired, batches.length))} from batch ${repaired + 1} on, repaired`]),
  ];
  const alarm = detection ? ` First alarm after the change in batch ${detection.batch + 1}.` : "";
  return {
    title: "Accuracy, batch by batch",
    x: { label: `Batch of ${settings.batch} rows`, values: numbers },
    y: { label: "Accuracy" },
    series: [
      {
        label: "Measured",
        ...shares(
          batches.map(({ accuracy }) => accuracy),
          settings.batch,
        ),
        kind: "points",
        role: "measured",
      },
      line(
        "Exact",
        batches.map(({ exact }) => exact),
        "exact",
      ),
      ...(changed ? [upright("Change", stream.before + 0.5, low, high)] : []),
      ...(detection ? [upright("Alarm", detection.batch + 1, low, high)] : []),
      ...(repaired === undefined ? [] : [upright("Repair", repaired + 0.5, low, high)]),
    ],
    summary: `Accuracy is ${words.join(", ")}.${alarm}`,
  };
}

function drawStatistics(settings: Settings, { batches, falseAlarms, detection }: Measured): Panel {
  const threshold = gapThreshold(levelOfTest(settings), settings.batch, settings.batch);
  const level = `${100 * settings.level} %${settings.correction === "bonferroni" ? ", shared by all tests" : ""}`;
  const by = detection
    ? ` Then ${detection.by} alarmed, in batch ${detection.batch + 1}.`
    : batches.length > stream.before
      ? " After it nothing alarmed."
      : "";
  return {
    title: "Statistics over their thresholds",
    x: { label: `Batch of ${settings.batch} rows`, values: batches.map((_, t) => t + 1) },
    y: { label: "Statistic over its threshold" },
    series: [
      line(
        "Largest KS of a feature",
        batches.map(({ features }) => features),
      ),
      line(
        "KS of the model's output",
        batches.map(({ output }) => output),
      ),
      line(
        `Fall of accuracy, ${settings.delay} ${settings.delay === 1 ? "batch" : "batches"} late`,
        batches.map(({ labels }) => labels),
      ),
      line(
        "Threshold",
        batches.map(() => 1),
        "exact",
      ),
    ],
    summary:
      `Above 1 it alarms, at a level of ${level}: KS at a gap of ${digits(threshold)}. Before the change, in ${Math.min(batches.length, stream.before)} batches, ` +
      `false alarms came in ${falseAlarms}.${by}`,
  };
}

function drawPower(settings: Settings, { shifts, gap, mean, trials }: NonNullable<Measured["powers"]>): Panel {
  const top = shifts.at(-1) as number;
  const fine = Array.from({ length: 80 }, (_, i) => (top * i) / 79);
  return {
    title: `How often a shift is seen, ${settings.batch} rows each`,
    x: { label: "Shift δ of a normal feature", values: shifts },
    y: { label: `Share of alarms at ${100 * settings.level} %` },
    series: [
      { label: "KS", ...shares(gap, trials), kind: "points", role: "measured" },
      { label: "Test of means", ...shares(mean, trials), kind: "points", role: "measured" },
      {
        label: "Test of means, exact: the best unbiased test",
        x: fine,
        values: fine.map((shift) => powerOfMeans(settings, shift)),
        kind: "line",
        role: "exact",
      },
    ],
    summary:
      `In ${trials} trials a shift of ${digits(shifts[3] as number)} is seen by the test of means in ` +
      `${percent(mean[3] as number)} (exact ${percent(powerOfMeans(settings, shifts[3] as number))}), by KS in ` +
      `${percent(gap[3] as number)}; without any shift KS alarms in ${percent(gap[0] as number)}.`,
  };
}

/** Of long names, what fits beside a picture. */
const shortNames: Partial<Record<TestName, string>> = {
  "stability index above 0.25": "stability index",
  "KS on the model's output": "KS on the output",
  "share of positive predictions": "share of positives",
  "accuracy against the offline score": "accuracy",
  "accuracy in a slice of x₂": "accuracy in a slice",
  "replay: S₂ below S₁": "replay",
  "fresh test set: S₀′ below S₀": "fresh test set",
};

function drawTable({ level }: Settings, { runs, alarms, found }: NonNullable<Measured["table"]>): Panel {
  const share = (cause: Cause, of: number) => {
    const all = runs[causes.indexOf(cause)] as number;
    return all > 0 ? of / all : 0;
  };
  const rows = [...testNames, "cause found"] as const;
  const values = rows.flatMap((name) =>
    causes.map((cause) => share(cause, name === "cause found" ? found[cause] : alarms[cause][name])),
  );
  const words = causes.flatMap((cause, c) => {
    if ((runs[c] as number) === 0) {
      return [];
    }
    const seen = testNames.filter((name) => share(cause, alarms[cause][name]) >= 0.5);
    const by = seen.length > 0 ? seen.join(", ") : "none";
    return `${causeNames[cause]}: ${by} (cause found in ${percent(share(cause, found[cause]))})`;
  });
  return {
    title: "Which test sees which cause",
    x: { label: "Cause", values: causes.map((_, i) => i + 1), names: causes.map((cause) => causeNames[cause]) },
    y: { label: "Test", names: [...testNames.map((name) => shortNames[name] ?? name), "cause found"] },
    window: { x: [0.5, causes.length + 0.5], y: [0.5, rows.length + 0.5] },
    heat: {
      rows: rows.length,
      columns: causes.length,
      values,
      label: `Share of runs with an alarm at ${100 * level} %`,
    },
    series: [],
    summary: `Causes, with the tests that alarm in at least half of ${Math.max(...runs)} runs: ${words.join("; ")}.`,
  };
}
