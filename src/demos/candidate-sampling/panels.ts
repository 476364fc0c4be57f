import { softmax } from "../../math/candidateSampler";
import type { Estimate } from "../../math/estimate";
import { type Panel, plotEstimates, type Series } from "../demo";
import type { Measured } from "./measured";
import { createSampler, type Problem, type Settings } from "./problem";
import { speedUp } from "./training";

/** The picture: what was measured, over what theory says. */
export function drawPanels(problem: Problem, measured: Measured): Panel[] {
  return [
    drawLogits(problem, measured),
    drawPartition(problem, measured),
    ...drawGradients(problem, measured),
    ...drawTraining(problem, measured),
  ];
}

const digits = (value: number) => String(Number(value.toPrecision(4)));

const line = (label: string, values: ArrayLike<number>): Series => ({ label, values, kind: "line", role: "exact" });
const points = (label: string, values: ArrayLike<number>, x?: ArrayLike<number>): Series => ({
  label,
  values,
  ...(x ? { x } : {}),
  kind: "points",
  role: "measured",
});

const estimated = (label: string, of: readonly Estimate[], x: readonly number[]): Series => ({
  ...points(label, [], x),
  ...plotEstimates(of),
});

/** What each loss learned against log p, over the formulas. */
export function drawLogits({ settings, truth, logTruth, sampler, expected }: Problem, { learned }: Measured): Panel {
  const { classes, noise } = settings;
  // Some thirty classes, evenly in log p.
  const shown = [...new Set(Array.from({ length: 32 }, (_, i) => Math.round(classes ** (i / 31)) - 1))];
  const pick = (logits: Float64Array) => shown.map((i) => logits[i] as number);
  const over = (q: Float64Array) => logTruth.map((log, i) => log - Math.log(q[i] as number));
  const normal = (logits: Float64Array) => softmax(logits).map(Math.log);
  const proposal = sampler.probabilities;
  const exact = [
    line("log p", pick(logTruth)),
    line("log(p/q) + c", pick(normal(over(proposal)))),
    ...(settings.scheme === "unique" ? [line("log(p/Q) + c", pick(normal(over(expected))))] : []),
    line("log(p/q) − log k", pick(over(proposal).map((logit) => logit - Math.log(noise)))),
  ];
  const entropy = -truth.reduce((sum, p, i) => sum + p * (logTruth[i] as number), 0);
  // What is left over by rounding is nothing.
  const words = learned.map(({ loss, divergence }) => `${loss.label} ${divergence < 1e-6 ? 0 : digits(divergence)}`);
  return {
    title: "Learned logits against log p",
    x: { label: "log p of the class", values: pick(logTruth) },
    y: { label: "Logit" },
    series: [...learned.map(({ loss, logits }) => points(loss.label, pick(logits))), ...exact],
    summary:
      `log p goes from ${digits(logTruth[0] as number)} to ${digits(logTruth[classes - 1] as number)}; from the uniform ` +
      `distribution the truth is ${digits(Math.log(classes) - entropy)} nats away` +
      `${words.length > 0 ? `, from what was learned: ${words.join(", ")}` : ""}.`,
  };
}

const samplers: { name: Settings["sampler"]; label: string }[] = [
  { name: "uniform", label: "Uniform" },
  { name: "log-uniform", label: "Log-uniform" },
  { name: "unigram", label: "Unigram to the power ¾" },
];

/** How far an importance estimate of Z is off, against the number of draws. */
export function drawPartition({ settings, truth }: Problem, { partition }: Measured): Panel {
  const { classes, candidates, sampler } = settings;
  const counts = Array.from({ length: 31 }, (_, i) => 10 ** (i / 10));
  const laws = samplers.map(({ name, label }) => {
    const { probabilities } = createSampler({ classes, sampler: name }, truth, truth);
    const excess = truth.reduce((sum, p, i) => sum + (p * p) / (probabilities[i] as number), -1);
    return { label, excess };
  });
  const series = laws.map(({ label, excess }) =>
    line(
      label,
      counts.map((m) => Math.sqrt(excess / m)),
    ),
  );
  const found = partition && sampler !== "softmax" ? Math.sqrt(partition.variance) : undefined;
  if (found !== undefined) {
    series.push(points(`Measured, ${sampler}`, [found], [candidates]));
  }
  return {
    title: "Relative error of an estimate of Z",
    x: { label: "Draws m", scale: "log", values: counts },
    y: { label: "Standard deviation over Z", scale: "log" },
    series,
    summary:
      `By theory it is √(χ²/m), with χ² = ${laws.map(({ label, excess }) => `${digits(excess)} (${label.toLowerCase()})`).join(", ")} ` +
      `and 0 with the model's own softmax${found === undefined ? "" : `; measured at m = ${candidates}: ${digits(found)}`}.`,
  };
}

/** Bias and spread of the gradient of one context's vector. */
function drawGradients({ settings }: Problem, { gradients }: Measured): Panel[] {
  if (!gradients) {
    return [];
  }
  const { chosen, uniform, bias, uniformBias, measured } = gradients;
  const counts = chosen.map(({ count }) => count);
  const found = measured.map(({ count }) => count);
  const other = settings.sampler !== "uniform";
  const positive = (value: number) => (value > 0 ? value : Number.NaN);
  const at = counts.indexOf(settings.candidates);
  const here = measured[at];
  return [
    {
      title: "Gradient of an embedding from m draws",
      x: { label: "Draws m", scale: "log", values: counts },
      y: { label: "Length, all 32 dimensions", scale: "log" },
      series: [
        estimated(
          `Bias, ${settings.sampler}`,
          measured.map(({ bias: of }) => ({ ...of, value: positive(of.value) })),
          found,
        ),
        estimated(
          `Standard deviation, ${settings.sampler}`,
          measured.map(({ variance: { value, standardError } }) => {
            const deviation = Math.sqrt(value);
            return { value: deviation, standardError: standardError / (2 * deviation) };
          }),
          found,
        ),
        line("Bias, exact", bias.map(positive)),
        line(
          "Standard deviation, exact",
          chosen.map(({ variance }) => Math.sqrt(variance)),
        ),
        ...(other
          ? [
              line("Bias, uniform, exact", uniformBias),
              line(
                "Standard deviation, uniform, exact",
                uniform.map(({ variance }) => Math.sqrt(variance)),
              ),
            ]
          : []),
      ],
      summary:
        `With ${settings.candidates} draws the ${settings.sampler} sampler has a bias of ${digits(bias[at] as number)} and a ` +
        `standard deviation of ${digits(Math.sqrt(chosen[at]?.variance as number))} by theory` +
        `${here ? `; measured, ${digits(here.bias.value)} and ${digits(Math.sqrt(here.variance.value))}` : ""}.`,
    },
  ];
}

/** How near trained models with embeddings come to the truth, against the time they took. */
function drawTraining({ settings }: Problem, measured: Measured): Panel[] {
  const { trainings } = measured;
  const begun = trainings.filter(({ path }) => path.length > 1);
  if (begun.length === 0) {
    return [];
  }
  const factor = speedUp(measured);
  const words = begun.map(({ label, examples, milliseconds, path }) => {
    const reached = path.at(-1)?.divergence as number;
    return `${label} ${digits(reached)} after ${examples} examples of ${digits((1000 * milliseconds) / examples)} µs`;
  });
  // The first look is before any learning, at no time: not on a log scale.
  const series = begun.map(({ label, path }): Series => {
    const looks = path.slice(1);
    return {
      label,
      x: looks.map(({ milliseconds }) => milliseconds),
      values: looks.map(({ divergence }) => divergence),
      kind: "line",
      role: "measured",
    };
  });
  return [
    {
      title: "Training embeddings: divergence against time",
      x: { label: "Milliseconds of learning", scale: "log", values: series[0]?.x ?? [] },
      y: { label: "KL(true‖model), nats" },
      series,
      summary: `${words.join("; ")}${factor ? `: sampled ${digits(factor)} times as fast, V/m = ${digits(settings.classes / settings.candidates)}` : ""}.`,
    },
  ];
}
