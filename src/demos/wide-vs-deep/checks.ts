import { countParameters } from "../../math/network";
import { type Check, underHeadings } from "../demo";
import { regionsOfLines } from "./arrangement";
import { fewestWrong, fewestWrongByProgramme, mostRuns } from "./labels";
import type { ExactWeights, Measured } from "./measured";
import { equalUnits, type Settings, shallowShape } from "./settings";

const counted = { standardError: 0, rule: "identity", tolerance: 0 } as const;
const bound = { standardError: 0, rule: "bound" } as const;

const telgarsky = "Telgarsky 2015, arXiv 1509.08101";
const byRuns =
  "½ − r/(2n) for r ≡ n (mod 2) runs on n alternating points; a threshold on p pieces makes at most p + 1 runs";

/** Every claim that has been measured. */
export function listChecks(settings: Settings, measured: Measured): Check[] {
  return underHeadings({
    "Linear pieces": checkPieces(settings, measured),
    "Wrong labels, and what a shallow network needs": measured.exact ? checkExact(settings, measured.exact) : [],
    "Trained networks": checkTrained(settings, measured),
  });
}

function checkPieces({ folds }: Settings, { pieces }: Measured): Check[] {
  const at = pieces[folds - 1];
  const named = [1, 3, 6, 10].map((k) => pieces[k - 1]?.deep ?? Number.NaN);
  if (!at || named.some(Number.isNaN)) {
    return [];
  }
  return [
    {
      ...counted,
      name: "Linear pieces, deep network with the folding weights",
      measured: at.deep,
      exact: 2 ** folds,
      source: `the k-fold tent map has 2ᵏ pieces: ${telgarsky}`,
    },
    {
      ...counted,
      name: "Linear pieces of 1, 3, 6 and 10 folds, added up",
      measured: named.reduce((sum, count) => sum + count, 0),
      exact: 2 + 8 + 64 + 1024,
      source: `the k-fold tent map has 2ᵏ pieces: ${telgarsky}`,
    },
    {
      ...bound,
      name: "Linear pieces, best shallow network",
      measured: at.shallow,
      exact: equalUnits(folds) + 1,
      source: "each of N units adds at most one kink: N + 1 pieces",
    },
  ];
}

function checkExact({ folds }: Settings, exact: ExactWeights): Check[] {
  const points = 2 ** folds;
  const units = equalUnits(folds);
  const percent = (wrong: number) => (100 * wrong) / points;
  const least = percent(fewestWrong(points, mostRuns(units)));
  const { deep, shallow, fewestWrong: byProgramme, unitsNeeded, patterns } = exact;
  return [
    {
      ...counted,
      name: "Wrong labels, deep network, in %",
      measured: percent(deep.wrong),
      exact: 0,
      source: telgarsky,
    },
    {
      ...counted,
      name: "Wrong labels, best shallow network, in %",
      measured: percent(shallow.wrong),
      exact: least,
      source: byRuns,
    },
    {
      ...counted,
      name: "Fewest wrong labels by dynamic programming, in %",
      measured: percent(byProgramme),
      exact: least,
      source: byRuns,
    },
    ...checkUnits(folds, unitsNeeded),
    {
      ...counted,
      name: "Parameters, deep network",
      measured: deep.parameters,
      exact: 6 * folds + 1,
      source: "4 in the first layer of two units, 6 in each of k − 1 more, 3 in the output",
    },
    {
      ...counted,
      name: "Parameters, shallow network",
      measured: shallow.parameters,
      exact: 6 * folds + 1,
      source: "3N + 1 for N = 2k units: a weight, a bias and an output weight each, and the output's bias",
    },
    ...[...patterns].map(([lines, measured]): Check => {
      return {
        ...counted,
        group: "Activation patterns on the plane",
        name: `Activation patterns of ${lines} units on the plane`,
        measured,
        exact: regionsOfLines(lines),
        source:
          "Steiner 1826; Zaslavsky 1975: N lines in general position cut the plane into 1 + N + N(N − 1)/2 regions",
      };
    }),
    ...checkTheorem(folds),
  ];
}

/** With one or two units a zigzag has one run less than its bound, so that the count is exact from three folds on. */
function checkUnits(folds: number, unitsNeeded: number): Check[] {
  if (folds < 3) {
    return [];
  }
  const units = 2 ** folds - 2;
  const source = "N + 2 runs at most, and 2ᵏ are needed: N ≥ 2ᵏ − 2";
  return [
    { ...counted, name: "Units that a shallow network needs", measured: unitsNeeded, exact: units, source },
    {
      ...counted,
      name: "Parameters that a shallow network needs",
      measured: countParameters(shallowShape(unitsNeeded)),
      exact: 3 * units + 1,
      source,
    },
  ];
}

/** The theorem counts the output as a layer: one hidden layer is l = 2. It speaks of a unit or more from five folds on. */
function checkTheorem(folds: number): Check[] {
  const units = Math.floor(2 ** ((folds - 3) / 2 - 1));
  const points = 2 ** folds;
  return units < 1
    ? []
    : [
        {
          ...bound,
          name: `Right labels, best shallow network of ${units} ${units === 1 ? "unit" : "units"}, in %`,
          measured: 100 * (1 - fewestWrongByProgramme(points, mostRuns(units)) / points),
          exact: 100 * (1 - 1 / 6),
          source: `${telgarsky}, theorem 1.1: at least 1/6 is wrong if m ≤ 2^((k − 3)/l − 1)`,
        },
      ];
}

function checkTrained({ folds, target }: Settings, { deep, shallow }: Measured): Check[] {
  const checks: Check[] = [];
  for (const { name, trained, mostPieces, source } of [
    {
      name: "deep",
      trained: deep,
      mostPieces: 3 ** folds,
      source: "each of two units adds at most one kink to each piece that it is handed: at most 3ᵏ pieces",
    },
    { name: "shallow", trained: shallow, mostPieces: equalUnits(folds) + 1, source: "N units: N + 1 pieces" },
  ]) {
    const [first, last] = [trained?.history[0], trained?.history.at(-1)];
    if (!trained || !first || !last || trained.ends.length === 0) {
      continue;
    }
    checks.push(
      {
        ...bound,
        name: `Linear pieces, most of the trained ${name} networks`,
        measured: Math.max(...trained.ends.map(({ pieces }) => pieces)),
        exact: mostPieces,
        source,
      },
      {
        ...bound,
        name: `Median squared error after training, ${name}, as a share of that before`,
        measured: last.median / first.median,
        exact: 1,
        source: "no theorem for Adam: where it fails, nothing was learned",
      },
    );
  }
  const points = 2 ** folds;
  const least = fewestWrong(points, mostRuns(equalUnits(folds)));
  // Up to three folds the shallow network can get all labels right: no bound can fail.
  if (target === "folds" && least > 0 && shallow && shallow.ends.length > 0) {
    checks.push({
      ...bound,
      name: "Right labels, best of the trained shallow networks, in %",
      measured: 100 * (1 - Math.min(...shallow.ends.map(({ wrong }) => wrong)) / points),
      exact: 100 * (1 - least / points),
      source: byRuns,
    });
    checks.push({
      ...bound,
      name: "Squared error that no shallow network goes below, as a share of the least that training reached",
      measured: least / points / 4 / Math.min(...shallow.ends.map(({ error }) => error)),
      exact: 1,
      source: "a wrong label is off by ½ or more: an error of at least a quarter of their share",
    });
  }
  return checks;
}
