import type { Estimate } from "../../math/estimate";
import { bestRandomWalk, leapfrogLaw, randomWalkAcceptance, randomWalkJump } from "../../math/normalAcceptance";
import { type Panel, plotEstimates, type Series } from "../demo";
import { type Chains, createChains } from "./chains";
import { type Laws, lengths, longest, pathSteps, shortest } from "./laws";
import { paceOf } from "./samplers";
import { coordinatesOf, type Settings, sweepCorrelation } from "./settings";
import { bins, compared, lags } from "./tally";
import type { Target } from "./targets";

/** The panel on which the chains move. */
export const cloudTitle = "Chains on the target";

const cells = 80;

/** The target's density, and where some of the chains are. */
export function drawCloud({ target, tally: { last, draws }, points }: Chains, settings: Settings): Panel {
  const { window } = target;
  // While they move, the page draws them.
  const [x, y] = points ? [[], []] : [last.x, last.y];
  const started = points !== undefined || draws > 0;
  return {
    title: cloudTitle,
    x: { label: "x", values: [] },
    y: { label: coordinatesOf(settings) === 1 ? "y (none: one dimension)" : "y" },
    window,
    heat: { rows: cells, columns: cells, label: "Square root of the density", values: densityMap(target) },
    series: started ? [{ label: "Chains", x, values: y, kind: "points", role: "measured" }] : [],
    summary:
      `The ${target.name}, for x from ${window.x[0]} to ${window.x[1]} and y from ${window.y[0]} to ${window.y[1]}` +
      `${started ? `: ${settings.chains} chains, ${draws.toLocaleString("en-GB")} recorded draws` : ""}.`,
  };
}

function densityMap({ density, window }: Target): Float64Array {
  const at = ([low, high]: readonly [number, number], cell: number) => low + ((high - low) * (cell + 0.5)) / cells;
  const logs = Float64Array.from({ length: cells * cells }, (_, i) =>
    density.logDensity(at(window.x, i % cells), at(window.y, Math.floor(i / cells))),
  );
  const top = logs.reduce((a, b) => Math.max(a, b));
  return logs.map((value) => Math.exp((value - top) / 2));
}

/** The histogram of x under the exact marginal, bin by bin. */
export function drawMarginal({ target, tally: { histograms, draws } }: Chains): Panel {
  const [low, high] = target.window.x;
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => target.marginals[0](low + i * width));
  const exact = edges.slice(1).map((edge, i) => (edge - (edges[i] as number)) / width);
  const measured = Array.from(histograms[0], (count) => count / (Math.max(1, draws) * width));
  const off = measured.reduce((sum, value, i) => sum + Math.abs(value - (exact[i] as number)) * width, 0) / 2;
  return {
    title: "Marginal of x",
    x: { label: "x", values: exact.map((_, i) => low + (i + 0.5) * width) },
    y: { label: "Density" },
    series: [
      ...(draws > 0 ? [{ label: "Draws", values: measured, kind: "bars", role: "measured" } as const] : []),
      { label: "Exact", values: exact, kind: "line", role: "exact" },
    ],
    summary:
      draws > 0
        ? `Histogram of ${draws.toLocaleString("en-GB")} draws in ${bins} bins: ${(100 * off).toFixed(1)} % of the mass is in the wrong bin.`
        : `The exact marginal of x in ${bins} bins.`,
  };
}

/** R̂ against the length of the record. */
export function drawRhat({ rhat }: Chains): Panel {
  const last = rhat.at(-1);
  const steps = rhat.map((at) => at.steps);
  return {
    title: "R̂ along the record",
    x: { label: "Steps of each chain", values: steps },
    y: { label: `R̂ of ${compared} chains`, scale: "log" },
    series: [
      {
        label: "Rank-normalised split R̂",
        values: rhat.map(({ value }) => (Number.isFinite(value) ? value : Number.NaN)),
        kind: "line",
        role: "measured",
      },
      { label: "1.01", values: steps.map(() => 1.01), kind: "line", role: "exact" },
    ],
    summary: last
      ? `After ${last.steps} steps R̂ is ${tellRhat(last.value)}; less than 1.01 is asked for.`
      : "R̂ is not known yet; less than 1.01 is asked for.",
  };
}

/** The autocorrelation of x along the record; where Gibbs draws from the conditionals it is known exactly. */
export function drawAutocorrelation({ autocorrelation }: Chains, settings: Settings): Panel {
  const { thinning } = paceOf(settings);
  const steps = Array.from({ length: lags }, (_, lag) => lag * thinning);
  const ratio = sweepCorrelation(settings);
  const [, next] = autocorrelation;
  return {
    title: "Autocorrelation of x",
    x: { label: "Steps apart", values: steps },
    y: { label: `Correlation, ${compared} chains` },
    series: [
      line(ratio === undefined ? "Independent draws" : "Gibbs, exact: ρ² to the power of the sweeps", steps, (lag) => {
        return (ratio ?? 0) ** lag;
      }),
      ...(next ? [measured("Chains", steps.slice(0, autocorrelation.length), autocorrelation)] : []),
    ],
    summary: next
      ? `Values of x ${thinning} steps apart have correlation ${next.value.toFixed(2)} ± ${next.standardError.toFixed(2)}.`
      : `The correlation of values of x ${thinning} steps apart or more is not known yet.`,
  };
}

/** Acceptance and efficiency of the random walk on the standard normal against ℓ. */
export function drawWalks({ dimension, length }: Settings, { walks }: Laws): Panel {
  const grid = Array.from({ length: 80 }, (_, i) => 0.1 * 60 ** (i / 79));
  const best = bestRandomWalk(dimension);
  const top = randomWalkJump(dimension, best);
  return {
    title: "Random walk on the standard normal",
    x: { label: "Step ℓ", scale: "log", values: grid },
    y: { label: "Share" },
    series: [
      line("Acceptance, exact", grid, (l) => randomWalkAcceptance(dimension, l)),
      line("Squared jump over its largest, exact", grid, (l) => randomWalkJump(dimension, l) / top),
      ...(walks
        ? [
            measured("Acceptance", [...lengths, length], [...walks.curve.acceptance, walks.acceptance]),
            measured("Squared jump", lengths, walks.curve.jump, top),
          ]
        : []),
    ],
    summary:
      `In ${dimension} ${dimension === 1 ? "dimension" : "dimensions"} the squared jump is largest at ℓ = ${best.toFixed(3)}, where ` +
      `${percent(randomWalkAcceptance(dimension, best))} is accepted` +
      (walks ? `; measured between ${shortest} and ${longest}, it is largest at ${walks.peak.value.toFixed(2)}.` : "."),
  };
}

/** Acceptance of Hamiltonian paths on the standard normal against ε. */
export function drawPaths({ dimension, stepSize, leapfrogs }: Settings, { paths }: Laws): Panel {
  const grid = Array.from({ length: 160 }, (_, i) => 0.05 * 44 ** (i / 159));
  const exact = (size: number) => leapfrogLaw(dimension, size, leapfrogs).acceptance;
  return {
    title: "Hamiltonian paths on the standard normal",
    x: { label: "Leapfrog step ε", scale: "log", values: grid },
    y: { label: "Acceptance" },
    series: [
      line("Exact", grid, exact),
      ...(paths ? [measured("Measured", [...pathSteps, stepSize], [...paths.curve, paths.acceptance])] : []),
    ],
    summary:
      `With ${leapfrogs} leapfrog ${leapfrogs === 1 ? "step (Langevin)" : "steps"} of ε = ${stepSize} in ${dimension} ` +
      `${dimension === 1 ? "dimension" : "dimensions"}, ` +
      `${percent(exact(stepSize))} is accepted` +
      `${paths ? `; measured ${percent(paths.acceptance.value)}` : ""}. Beyond ε = 2 the path is unstable.`,
  };
}

const measured = (label: string, x: readonly number[], estimates: readonly Estimate[], unit = 1): Series => ({
  label,
  x,
  ...plotEstimates(estimates, unit),
  kind: "points",
  role: "measured",
});

const line = (label: string, grid: readonly number[], value: (x: number) => number) =>
  ({ label, values: grid.map(value), kind: "line", role: "exact" }) as const;

/** A share in percent, to three digits; of very small ones only that they are. */
export const percent = (share: number): string =>
  share < 1e-4 ? "less than 0.01 %" : `${(100 * share).toPrecision(3)} %`;

/** R̂ to three digits behind the point; where hardly a chain moved it is without bound. */
export const tellRhat = (value: number): string => (value < 1000 ? value.toFixed(3) : "over 1,000");

/** What theory alone shows. */
export const drawTheory = (settings: Settings): Panel[] => [
  settings.sampler === "langevin" || settings.sampler === "hamiltonian"
    ? drawPaths(settings, {})
    : { ...drawWalks(settings, {}), answers: true },
  drawCloud(createChains(settings), settings),
];
