import type { Estimate } from "../../math/estimate";
import { type Panel, plotEstimates, type Series } from "../demo";
import { type AtDimension, boundPerMillion, type Measured, perMillion } from "./measured";
import { levels, type Settings } from "./settings";
import {
  lengthDensity,
  lengthDeviation,
  logBallShare,
  logEffectiveShare,
  logRejection,
  meanLength,
  walkTime,
} from "./theory";

const grid = Array.from({ length: 61 }, (_, i) => 10 ** (i / 20));
/** What is rarer is not drawn: the curves would squeeze all else. */
const rarest = 1e-3;

const seen = (value: number): number => (value >= rarest ? value : Number.NaN);

/** Samples per million evaluations against the dimension, method by method. */
export function drawEfficiency(settings: Settings, measured: Measured): Panel {
  const { variance, correlation, length, dimension } = settings;
  const at = [...measured.at].sort((a, b) => a.dimension - b.dimension);
  const gibbs = (1e6 * (1 - correlation ** 2)) / (1 + correlation ** 2);
  const exact = (label: string, value: (d: number) => number): Series => ({
    label,
    values: grid.map((d) => seen(1e6 * value(d))),
    kind: "line",
    role: "exact",
  });
  return {
    title: "Samples per million evaluations",
    x: { label: "Dimensions d", scale: "log", values: grid },
    y: { label: "Accepted or effective samples per million", scale: "log" },
    series: [
      exact("Rejection from the cube, exact", (d) => Math.exp(logBallShare(d))),
      exact("Rejection from a wider normal, exact", (d) => Math.exp(logRejection(d, variance))),
      exact("Importance sampling, exact", (d) => Math.exp(logEffectiveShare(d, variance))),
      exact("Random walk, limit of many dimensions", (d) => 1 / walkTime(d, length)),
      exact("Gibbs on pairs, exact", (d) => (d < 2 ? Number.NaN : gibbs / 1e6)),
      ...points(`Rejection from the cube; at ${levels} level by level`, at, (each) => fromCube(each, measured)),
      ...points("Rejection from a wider normal", at, ({ draws }) =>
        draws && variance >= 1 ? perMillion(draws.accepted, draws.points) : undefined,
      ),
      ...points("Importance sampling", at, (each) => claimed(each, variance)),
      ...points("Random walk", at, ({ walks }) => walks?.perMillion),
      ...points("Hamiltonian Monte Carlo", at, ({ paths }) => paths?.perMillion),
      ...(measured.sweeps
        ? [pointsOf("Gibbs on pairs", [Math.max(2, dimension)], [1e6 / measured.sweeps.time], "measured")]
        : []),
      ...bounds(at),
    ],
    summary: summarize(settings, measured),
  };
}

const pointsOf = (label: string, x: number[], values: number[], role: Series["role"]): Series => ({
  label,
  x,
  values,
  kind: "points",
  role,
});

/** What was measured in each dimension, where it is `least` or more; with standard errors where they are known. */
function points(
  label: string,
  at: readonly AtDimension[],
  value: (each: AtDimension) => Estimate | number | undefined,
  least = rarest,
): Series[] {
  const found = at.flatMap((each) => {
    const one = value(each);
    const y = typeof one === "number" ? { value: one, standardError: Number.NaN } : one;
    return y === undefined || !(y.value >= least) ? [] : [{ x: each.dimension, y }];
  });
  return found.length === 0
    ? []
    : [
        {
          label,
          x: found.map(({ x }) => x),
          ...plotEstimates(found.map(({ y }) => y)),
          kind: "points",
          role: "measured",
        },
      ];
}

/** Counted points, or the product of the levels' shares where too few are to be met with. */
function fromCube(
  { dimension, draws }: AtDimension,
  { levels: { inside, points: count } }: Measured,
): Estimate | number | undefined {
  return dimension === levels
    ? inside.reduce((product, one) => (product * one) / count, 1e6)
    : draws && perMillion(draws.inside, draws.points);
}

/** The estimated effective samples, where the weights have a finite variance. */
const claimed = ({ draws }: AtDimension, variance: number) =>
  draws && variance > 0.5 ? 1e6 * draws.effectiveShare : undefined;

/** Where nothing was accepted: below the rule of three. */
function bounds(at: readonly AtDimension[]): Series[] {
  const none = at.filter(({ draws }) => draws?.inside === 0);
  return none.length === 0
    ? []
    : [
        pointsOf(
          "None accepted from the cube: below",
          none.map(({ dimension }) => dimension),
          none.map(({ draws }) => boundPerMillion(draws?.points ?? Number.NaN)),
          "quiet",
        ),
      ];
}

function summarize({ dimension, variance }: Settings, { at }: Measured): string {
  const chosen = at.find((each) => each.dimension === dimension);
  const found = [
    chosen?.draws && `rejection from the cube ${countOf(chosen.draws.inside, chosen.draws.points)}`,
    chosen?.draws && variance >= 1 && `from the normal ${countOf(chosen.draws.accepted, chosen.draws.points)}`,
    chosen?.draws && variance > 0.5 && `importance sampling ${round(1e6 * chosen.draws.effectiveShare)}`,
    chosen?.walks && `the random walk ${round(chosen.walks.perMillion.value, 2)}`,
    chosen?.paths && `Hamiltonian Monte Carlo ${round(chosen.paths.perMillion.value, 2)}`,
  ].filter((text): text is string => typeof text === "string");
  return found.length > 0
    ? `Per million evaluations at d = ${dimension}: ${found.join(", ")}.`
    : `Exactly, the cube's points are in the ball at d = ${dimension} with probability ${scientific(logBallShare(dimension))}.`;
}

/** A rate per million, or what it is below where nothing was accepted. */
export const countOf = (accepted: number, of: number): string =>
  accepted > 0
    ? round(perMillion(accepted, of).value)
    : `none of ${of.toLocaleString("en-GB")}, so below ${round(boundPerMillion(of))}`;

/** So many digits, without an exponent; of what chains are worth no more than two are certain. */
export const round = (value: number, digits = 3): string =>
  value >= 1000
    ? Math.round(Number(value.toPrecision(digits))).toLocaleString("en-GB")
    : String(Number(value.toPrecision(digits)));

/** A number given by its natural logarithm, however small. */
export function scientific(log: number): string {
  const decimal = log / Math.LN10;
  if (decimal > -3) {
    return String(Number(Math.exp(log).toPrecision(3)));
  }
  // Rounded first, so that 9.999 is not written with its own exponent.
  const [mantissa = "", exponent = "0"] = (10 ** (decimal - Math.floor(decimal))).toExponential(2).split("e");
  const raised = String(Math.floor(decimal) + Number(exponent)).replace(/[-\d]/g, (sign) => superscripts[sign] ?? sign);
  return `${mantissa} · 10${raised}`;
}

const superscripts: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((sign, digit) => [String(digit), sign])),
};

/** Where the mass of a standard normal is: lengths of draws against the chi density. */
export function drawLengths({ dimension }: Settings, { at }: Measured): Panel {
  const lengths = at.find((each) => each.dimension === dimension)?.paths?.lengths ?? [];
  const centre = meanLength(dimension);
  const [low, high] = [Math.max(0, centre - 3.5), centre + 3.5];
  const bins = 50;
  const width = (high - low) / bins;
  const x = Array.from({ length: bins }, (_, i) => low + (i + 0.5) * width);
  const counts = new Float64Array(bins);
  for (const length of lengths) {
    const bin = Math.floor((length - low) / width);
    if (bin >= 0 && bin < bins) {
      counts[bin] = (counts[bin] as number) + 1 / (lengths.length * width);
    }
  }
  const deviation = lengthDeviation(dimension);
  return {
    title: "Distance from the mode",
    x: { label: "|x|", values: x },
    y: { label: "Density" },
    series: [
      ...(lengths.length > 0
        ? [{ label: "Draws by Hamiltonian Monte Carlo", values: counts, kind: "bars", role: "measured" } as const]
        : []),
      { label: "Chi density", values: x.map((r) => lengthDensity(dimension, r)), kind: "line", role: "exact" },
    ],
    summary:
      `A standard normal of ${dimension} ${dimension === 1 ? "dimension" : "dimensions"} lies ${centre.toFixed(3)} from its mode on ` +
      `average, give or take ${deviation.toFixed(3)}: the width tends to 1/√2 = 0.707 while the radius grows as √d.`,
  };
}

/** Effective sample size of importance weights: what they say of themselves, and what is true. */
export function drawWeights({ variance, budget }: Settings, { at }: Measured): Panel {
  const found = at.filter(({ draws }) => draws).sort((a, b) => a.dimension - b.dimension);
  const share = (d: number) => (variance > 0.5 ? Math.exp(logEffectiveShare(d, variance)) : Number.NaN);
  const floor = 1 / budget / 100;
  const last = found.at(-1);
  return {
    title: "Importance weights: estimated and exact",
    x: { label: "Dimensions d", scale: "log", values: grid },
    y: { label: "Effective share n_eff/n", scale: "log" },
    series: [
      {
        label: "Exact",
        values: grid.map((d) => (share(d) >= floor ? share(d) : Number.NaN)),
        kind: "line",
        role: "exact",
      },
      ...points("Estimated from the weights", found, ({ draws }) => draws?.effectiveShare, 0),
    ],
    summary:
      variance > 0.5
        ? `With s² = ${variance} the exact share at d = 100 is ${scientific(logEffectiveShare(100, variance))}` +
          (last?.draws
            ? `; at d = ${last.dimension} the weights claim ${scientific(Math.log(last.draws.effectiveShare))}, and ` +
              `${scientific(logEffectiveShare(last.dimension, variance))} is true.`
            : ".")
        : `With s² = ${variance}, at most ½, the weights have infinite variance: the true share is 0 in every dimension, ` +
          "whatever the weights claim.",
  };
}
