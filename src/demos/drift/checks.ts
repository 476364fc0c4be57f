import { kolmogorovCritical } from "../../math/kolmogorov";
import { normalCdf } from "../../math/normalDistribution";
import { type Check, underHeadings } from "../demo";
import { exactLevel, known, nullRows, powerOfMeans } from "./formulas";
import type { Measured } from "./measured";
import { levelOfTest, type Settings } from "./problem";
import { recoverShare } from "./repair";
import { accuracyOf } from "./stream";
import type { Share } from "./tests";
import { oldWorld, shiftedPrior, worldsOf } from "./world";

export const productionCheck = "Accuracy in production, before any repair";

/** What √(nm/(n + m)) D exceeds with these probabilities: the inverse of Smirnov's table. */
const criticalConstants: readonly [level: number, constant: number][] = [
  [0.1, 1.22385],
  [0.05, 1.3581],
  [0.01, 1.62762],
  [0.001, 1.94947],
];

/** So many expected outcomes of the rarer kind make a binomial count nearly normal. */
const fewest = 25;

/** Every claim that has been measured. */
export function listChecks(settings: Settings, measured: Measured): Check[] {
  return underHeadings({
    Accuracy: checkAccuracies(settings, measured),
    "What a shift of one feature comes to": checkShift(settings, measured),
    "Levels and power of tests": checkTests(settings, measured),
    "Prior shift": checkPrior(settings, measured),
  });
}

/** A binomial share against its probability; nothing where hardly one outcome is of the rarer kind. */
function checkShare(name: string, { count, of }: Share, exact: number, source: string): Check[] {
  const certain = exact < 1e-12 || exact > 1 - 1e-12;
  return certain || of * Math.min(exact, 1 - exact) < fewest
    ? []
    : [
        {
          name,
          measured: count / of,
          exact,
          standardError: Math.sqrt((exact * (1 - exact)) / of),
          rule: "stochastic",
          source,
        },
      ];
}

function checkAccuracies(settings: Settings, { patient, repaired, offline, before, after }: Measured): Check[] {
  if (!patient) {
    return [];
  }
  const { cause, severity, curvature } = settings;
  const worlds = worldsOf(cause, severity, curvature);
  const source =
    "for these weights: Φ of the score's mean over its deviation, given the coins and x₂, integrated over x₂";
  const check = (name: string, share: Share | undefined, state: Parameters<typeof accuracyOf>[0]) => {
    const exact = accuracyOf(state, patient);
    // Who stays away from another model than the one repaired has no closed form.
    return share && !Number.isNaN(exact) ? checkShare(name, share, exact, source) : [];
  };
  return [
    ...check(productionCheck, before, { model: patient, world: worlds.production }),
    ...check("Accuracy offline, on the model's test set", offline, { model: patient, world: worlds.offline }),
    ...(repaired ? check("Accuracy in production, after the repair", after, repaired) : []),
  ];
}

function checkShift({ severity, batch }: Settings, { gap, pairs, choices, weight, indices }: Measured): Check[] {
  const checks: Check[] = [];
  if (gap) {
    const { old, now } = gap;
    const above = normalCdf(severity / 2);
    checks.push({
      name: `Largest gap of the distribution functions at δ = ${severity}`,
      measured: old.count / old.of - now.count / now.of,
      exact: 2 * above - 1,
      standardError: Math.sqrt((above * (1 - above)) / old.of + (above * (1 - above)) / now.of),
      rule: "stochastic",
      source: "N(0,1) and N(δ,1) lie furthest apart at δ/2: 2Φ(δ/2) − 1, which is their total variation distance too",
    });
  }
  if (pairs) {
    const source = "the likelihood ratio is monotone in x: P(x_old < x_new) = Φ(δ/√2)";
    const name = "Area under the curve of the best old–new classifier";
    checks.push(...checkShare(name, pairs, normalCdf(severity / Math.SQRT2), source));
  }
  if (choices) {
    const name = "Accuracy of the best old–new classifier";
    checks.push(...checkShare(name, choices, normalCdf(severity / 2), "the likelihood ratio is 1 at δ/2: Φ(δ/2)"));
  }
  // Beyond δ = 1 the weights are too unequal for their mean to be nearly normal.
  if (weight && severity <= 1) {
    const exact = Math.exp(-(severity ** 2));
    checks.push({
      name: "Share of old rows that weighting leaves",
      measured: 1 / weight.mean,
      exact,
      // The weights of new rows are log-normal: E w = exp(δ²), E w² = exp(3δ²).
      standardError: exact * Math.sqrt((Math.exp(severity ** 2) - 1) / weight.rows),
      rule: "stochastic",
      source: "(Σw)²/nΣw² → 1/E_p w² = 1/E_q w = exp(−δ²), for w = q/p of N(0,1) and N(δ,1)",
    });
  }
  if (indices) {
    const { still, moved, exactStill, exactMoved } = indices;
    const limit = 9 * (2 / batch);
    checks.push(
      {
        name: "Stability index without drift, 10 bins",
        measured: still.value,
        exact: exactStill,
        standardError: still.standardError,
        rule: "stochastic",
        source: `its exact mean over binomial counts; (K − 1)(1/n + 1/m) = ${Number(limit.toPrecision(3))} for large samples`,
      },
      {
        name: `Stability index at δ = ${severity}, 10 bins`,
        measured: moved.value,
        exact: exactMoved,
        standardError: moved.standardError,
        rule: "stochastic",
        source: "its exact mean over binomial counts, with the bins' shares under N(δ,1) from Φ",
      },
    );
  }
  return checks;
}

function checkTests(settings: Settings, { nulls, powers, knownPowers, blind }: Measured): Check[] {
  const { level, batch, features, correction } = settings;
  const checks = criticalConstants.map(([of, exact]): Check => {
    return {
      name: `Critical constant of KS at ${100 * of} %`,
      measured: kolmogorovCritical(of),
      exact,
      standardError: 0,
      rule: "identity",
      source: "the Kolmogorov distribution, tabulated by Smirnov 1948",
    };
  });
  const exact = exactLevel(batch, level);
  const korolyuk = "Gnedenko and Korolyuk 1951, two samples of equal size";
  if (nulls) {
    const rows = nullRows(settings);
    const together = exactLevel(rows, levelOfTest(settings));
    checks.push(
      ...checkShare(
        `False alarms of KS, ${rows} rows each`,
        nulls.single,
        exactLevel(rows, level),
        `${korolyuk}: the level that the threshold really has`,
      ),
      ...checkShare(
        `Any false alarm among ${features} features, ${correction === "bonferroni" ? "Bonferroni" : "uncorrected"}`,
        nulls.any,
        1 - (1 - together) ** features,
        `1 − (1 − a)^d for independent features (0.6415 for a = 5 % and d = 20), here with the exact level a`,
      ),
    );
  }
  if (blind && blind.tests * exact >= fewest) {
    checks.push({
      name: "Alarms of KS per feature where only p(y|x) has changed",
      measured: blind.value,
      exact,
      standardError: blind.standardError,
      rule: "stochastic",
      source: `p(x) is what it was, so tests of inputs reject as without drift: ${korolyuk}`,
    });
  }
  if (powers) {
    const at = 3;
    checks.push(
      ...checkShare(
        "Power of the best test of means, at a shift found about every other time",
        { count: Math.round((powers.mean[at] as number) * powers.trials), of: powers.trials },
        powerOfMeans(settings, powers.shifts[at] as number),
        "Φ(δ√(n/2) − z) + Φ(−δ√(n/2) − z): the most powerful of the unbiased tests where the variance is known",
      ),
    );
  }
  if (knownPowers) {
    known.shifts.forEach((shift, i) => {
      const { gap, trials } = knownPowers;
      checks.push(
        ...checkShare(
          `Power of KS at a shift of ${shift}, ${known.rows} rows each, level ${100 * known.level} %`,
          { count: Math.round((gap[i] as number) * trials), of: trials },
          known.powers[i] as number,
          "the forward equation of the two counts below x, in which the gap must stay small: integrated to 10⁻⁸",
        ),
      );
    });
  }
  return checks;
}

function checkPrior({ severity, curvature }: Settings, { priors, patient }: Measured): Check[] {
  const positives = shiftedPrior(severity);
  const checks: Check[] = [];
  if (priors) {
    const t = 0.5 * Math.log((1 - positives) / positives);
    const share = `${Math.round(100 * positives)} % positives`;
    checks.push(
      ...checkShare(
        `Classes N(±1,1), ${share}: accuracy with the old threshold`,
        priors.old,
        normalCdf(1),
        "Φ(1), whatever the share of positives",
      ),
      ...checkShare(
        `Classes N(±1,1), ${share}: accuracy with the threshold moved`,
        priors.moved,
        positives * normalCdf(1 - t) + (1 - positives) * normalCdf(1 + t),
        "πΦ(1 − t) + (1 − π)Φ(1 + t) at t = ½ ln((1 − π)/π), by Bayes' rule",
      ),
    );
  }
  if (patient) {
    checks.push({
      name: "Share of positives from the confusion matrix, without noise",
      measured: recoverShare(patient, oldWorld(curvature), positives),
      exact: positives,
      standardError: 0,
      rule: "identity",
      tolerance: 1e-9,
      source: "Lipton, Wang and Smola 2018: C v = μ, v = q(y)/p(y), if p(x|y) stays",
    });
  }
  return checks;
}
