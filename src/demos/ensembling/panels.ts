import { majorityProbability } from "../../math/binomial";
import { type Estimate, estimateShare } from "../../math/estimate";
import { type Panel, plotEstimates, type Series } from "../demo";
import type { Measured } from "./measured";
import { juries, type Settings } from "./problem";
import { type Spread, varianceOfMean } from "./spread";
import type { Votes } from "./votes";

const line = (label: string, values: ArrayLike<number>, role: Series["role"] = "measured"): Series => ({
  label,
  values,
  role,
  kind: "line",
});

/** 1, 2, ... up to `last`. */
const countTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
const digits = (value: number) => Number(value.toPrecision(3)).toString();

/** A number and its standard error, to two digits of that and at most three places. */
export function tell({ value, standardError }: Estimate): string {
  const places = Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(standardError))));
  return `${value.toFixed(places).replace("-", "−")} ± ${standardError.toFixed(places)}`;
}

/** A share in percent. What is neither certain nor impossible is not rounded to it. */
export const percent = (value: number) =>
  value < 1 && value > 0.9995
    ? "over 99.9 %"
    : value > 0 && value < 0.0005
      ? "under 0.1 %"
      : `${(100 * value).toFixed(1)} %`;

/** The formula's two curves for a correlation and a variance. */
export function drawFormula({ correlation, variance, members }: Settings): Panel {
  const sizes = countTo(64);
  return {
    title: "Variance of a mean, by the formula",
    x: { label: "Members M", scale: "log", values: sizes },
    y: { label: "Variance" },
    series: [
      line(
        "ρσ² + (1 − ρ)σ²/M",
        sizes.map((m) => varianceOfMean(correlation, variance, m)),
        "exact",
      ),
      line(
        "If they were independent: σ²/M",
        sizes.map((m) => variance / m),
        "exact",
      ),
      {
        label: "Chosen M",
        x: [members],
        values: [varianceOfMean(correlation, variance, members)],
        kind: "points",
        role: "exact",
      },
    ],
    summary:
      `With σ² = ${variance} and ρ = ${correlation} the mean of ${members} has variance ` +
      `${digits(varianceOfMean(correlation, variance, members))}; independent ones would have ` +
      `${digits(variance / members)}, and no number of members gets below ${digits(correlation * variance)}.`,
  };
}

/** Condorcet's curve, and simulated votes where there are some. */
export function drawJury({ voter, members }: Settings, { ballots }: Measured): Panel {
  const sizes = countTo(Math.max(members, ...juries));
  const exact = sizes.map((voters) => majorityProbability(voters, voter));
  const counted = ballots ? ` Simulated: ${percent((ballots.right[members - 1] as number) / ballots.trials)}.` : "";
  return {
    title: "Independent voters",
    x: { label: "Voters", values: sizes },
    y: { label: "P(majority right)" },
    series: [
      line("Condorcet", exact, "exact"),
      ...(ballots
        ? [
            {
              label: "Simulated",
              x: sizes,
              ...plotEstimates(ballots.right.map((right) => estimateShare(right, ballots.trials))),
              kind: "points",
              role: "measured",
            } as const,
          ]
        : []),
    ],
    summary:
      `Each right with probability ${voter}, a coin for ties: of ${members} voters the majority is right with probability ` +
      `${percent(exact[members - 1] as number)}.${counted}`,
  };
}

/** The panels that show what was measured. */
export function drawMeasured(settings: Settings, measured: Measured): Panel[] {
  const { spread, ambiguity, votes } = measured;
  return [
    spread ? drawSpread(settings, spread, measured.steps) : drawFormula(settings),
    ...(ambiguity ? [drawAmbiguity(ambiguity.terms)] : []),
    drawJury(settings, measured),
    ...(votes ? [drawVotes(settings, votes)] : []),
  ];
}

function drawSpread({ members }: Settings, spread: Spread, steps: number): Panel {
  const { variance, correlation, ofMeans, share, alone } = spread;
  const sizes = countTo(members);
  const floor = correlation * variance;
  const predicted = varianceOfMean(correlation, 1, members);
  return {
    title: "Variance of the mean of M networks",
    x: { label: "Members M", scale: "log", values: sizes },
    y: { label: "Variance over training sets" },
    series: [
      { label: "Measured", ...plotEstimates(ofMeans), kind: "points", role: "measured" },
      line(
        "ρσ² + (1 − ρ)σ²/M",
        sizes.map((m) => varianceOfMean(correlation, variance, m)),
        "exact",
      ),
      line(
        "Floor ρσ²",
        sizes.map(() => floor),
        "exact",
      ),
      line(
        "If they were independent: σ²/M",
        sizes.map((m) => variance / m),
        "quiet",
      ),
    ],
    summary:
      `After ${steps} steps of training one network has variance ${tell(alone.variance)} and two correlate by ` +
      `${tell(alone.correlation)}: the mean of ${members} should have ${tell(alone.byTheory)} and has ` +
      `${tell(ofMeans[members - 1] as Estimate)}, which is ` +
      `${(share.value / predicted).toFixed(2)} ± ${(share.standardError / predicted).toFixed(2)} of it; the floor is ` +
      `${tell(alone.floor)}.`,
  };
}

function drawAmbiguity(terms: readonly { ensemble: number; members: number; disagreement: number }[]): Panel {
  const shown = terms.slice(0, 10);
  const mean = (of: "ensemble" | "members" | "disagreement") =>
    terms.reduce((sum, term) => sum + term[of], 0) / terms.length;
  const bars = (label: string, of: "ensemble" | "members" | "disagreement"): Series => ({
    label,
    values: shown.map((term) => term[of]),
    kind: "bars",
    role: "measured",
  });
  return {
    title: "Error and disagreement, input by input",
    x: { label: "Input", values: countTo(shown.length) },
    y: { label: "Squared error" },
    series: [
      bars("Mean of the members", "members"),
      bars("Disagreement", "disagreement"),
      bars("Ensemble", "ensemble"),
    ],
    summary:
      `First training set, ${terms.length} inputs: the members' squared error is ${digits(mean("members"))} on average, their ` +
      `disagreement ${digits(mean("disagreement"))}, the ensemble's error the difference, ${digits(mean("ensemble"))}.`,
  };
}

function drawVotes({ members }: Settings, { byVote, byProbability, byLogOdds, apart }: Votes): Panel {
  const sizes = countTo(members);
  const [single = 0] = byVote;
  const at = (values: readonly number[]) => percent(values[members - 1] as number);
  return {
    title: "Networks that decide together",
    x: { label: "Members M", values: sizes },
    y: { label: "Accuracy" },
    series: [
      line("Majority vote", byVote),
      line("Mean probability", byProbability),
      line("Mean log-odds", byLogOdds),
      line(
        "Independent voters of one accuracy",
        sizes.map((voters) => majorityProbability(voters, single)),
        "exact",
      ),
    ],
    summary:
      `One classifier is right with probability ${percent(single)}; ${members} of them ${at(byVote)} by vote, ` +
      `${at(byProbability)} by mean probability, ${at(byLogOdds)} by mean log-odds. Independent voters who are right as ` +
      "often at every input would reach " +
      `${percent(majorityProbability(members, single))}. Vote and mean probability disagree in ${percent(apart)} of cases.`,
  };
}
