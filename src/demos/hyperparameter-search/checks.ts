import { maximumOfNormals } from "../../math/orderStatistics";
import { type Check, underHeadings } from "../demo";
import { chanceOfHit, distanceToGrid, distanceToRandom, type Moments } from "./exact";
import { checkKnownValues } from "./knownValues";
import type { Landscape } from "./landscape";
import { compare, type Measured, type Sample } from "./measured";
import { sizeGrid } from "./searchers";
import { type Settings, topShare } from "./settings";

const binomial = (share: number): Moments => ({ mean: share, variance: share * (1 - share) });
const stochastic = "stochastic" as const;

/** The name of the check that the prediction asks for. */
export const trialsForTop = "Random trials for a 95 % chance of the top 5 %";

/** Every claim that has been measured. */
export function listChecks(settings: Settings, measured: Measured, landscape: Landscape | undefined): Check[] {
  return underHeadings({
    "Random trials and the top 5 %": checkHits(measured),
    "Grid against random where one dimension matters": checkDistances(measured),
    "Winner’s curse": checkWinners(measured),
    "Searches of this objective": landscape
      ? [...checkNetworks(landscape), ...checkRaces(settings, measured, landscape)]
      : [],
    "What the searchers are made of, against known values": checkKnownValues(),
  });
}

function checkHits({ firstHits }: Measured): Check[] {
  const searches = firstHits.reduce((sum, count) => sum + count, 0);
  if (searches === 0) {
    return [];
  }
  const within = (trials: number) => firstHits.slice(0, trials).reduce((sum, count) => sum + count, 0);
  // Between two whole numbers of trials the chance is taken as a straight line, in both.
  const cross = (chance: (trials: number) => number) => {
    let trials = 1;
    while (chance(trials) < 0.95) {
      trials++;
    }
    return trials - (chance(trials) - 0.95) / (chance(trials) - chance(trials - 1));
  };
  const exact = (trials: number) => chanceOfHit(topShare, trials);
  const slope = exact(59) - exact(58);
  return [
    {
      name: trialsForTop,
      measured: cross((trials) => within(trials) / searches),
      exact: cross(exact),
      standardError: Math.sqrt((0.95 * 0.05) / searches) / slope,
      rule: stochastic,
      source: "1 − 0.95ⁿ = 0.95 at n = ln 0.05 / ln 0.95 = 58.4: 59 whole trials; whole numbers are joined by lines",
    },
    {
      name: "Chance that 60 random trials hit the top 5 %",
      ...compare({ count: searches, sum: within(60) }, binomial(exact(60))),
      rule: stochastic,
      source: "1 − (1 − q)ⁿ for independent trials that are of the top with probability q",
    },
  ];
}

function checkDistances({ distances }: Measured): Check[] {
  return distances
    .filter(({ random }) => random.count > 0)
    .flatMap(({ trials, grid, random }): Check[] => [
      {
        name: `Distance to the best, ${trials} trials on a grid`,
        ...compare(grid, distanceToGrid(Math.sqrt(trials))),
        rule: stochastic,
        source: `uniform on [0, 1/(2k)] with k = ${Math.sqrt(trials)} values of the dimension that matters: mean 1/(4k)`,
      },
      {
        name: `Distance to the best, ${trials} random trials`,
        ...compare(random, distanceToRandom(trials)),
        rule: stochastic,
        source: "(n + 3) / (2(n + 1)(n + 2)), for the picture of Bergstra and Bengio 2012, figure 1",
      },
    ]);
}

function checkWinners({ winners }: Measured): Check[] {
  return winners
    .filter(({ promised }) => promised.count > 0)
    .flatMap(({ settings, promised, held }): Check[] => [
      {
        name: `Winner's curse: what the best of ${settings} equal settings promises`,
        ...compare(promised, maximumOfNormals(settings)),
        rule: stochastic,
        source: "mean of the largest of n standard normals, by quadrature; in standard errors of the validation",
      },
      {
        name: `What the winner of ${settings} holds on fresh data`,
        ...compare(held, { mean: 0, variance: 1 }),
        rule: stochastic,
        source: "fresh data is independent of the selection: the winner is as good as all others",
      },
    ]);
}

function checkNetworks({ errors }: Landscape): Check[] {
  return errors
    ? [
        {
          name: "Error of the networks' best setting",
          measured: errors.best,
          exact: (errors.law + 0.5) / 2,
          standardError: 0,
          rule: "bound",
          source: `half of the way from a guess, 0.5, to the true law, ${errors.law}; no theorem: where it fails, little was learned`,
        },
      ]
    : [];
}

function checkRaces({ objective, budget, noise }: Settings, measured: Measured, landscape: Landscape): Check[] {
  const checks: Check[] = [];
  const { random, races } = measured;
  if (random) {
    const { trials, hits, searches, better, fresh } = random;
    checks.push({
      name: `Chance that ${trials} random trials hit the top here`,
      ...compareBest({ count: searches, sum: hits }, landscape, landscape.top, trials),
      rule: stochastic,
      source: `1 − (1 − q)ⁿ with q = ${Number(landscape.top.toPrecision(3))} of the space`,
    });
    const { mean, variance } = landscape.quantileOfBest(budget);
    checks.push({
      name: `Share of the space better than the best of ${budget} random trials`,
      // Each search asks some fresh points: binomial, on top of the variance of the share itself.
      ...compare(better, { mean, variance: variance + (mean - mean ** 2 - variance) / fresh }),
      rule: stochastic,
      source:
        objective === "networks"
          ? "the distribution of the smallest of n draws from the table, with its ties"
          : "Beta(1, n), mean 1/(n + 1): the least of n uniform ranks",
    });
  }
  for (const { searcher, regrets, spent, optimism, surprise, variance } of races) {
    const searches = regrets.length;
    if (searches === 0) {
      continue;
    }
    const finals = regrets.map((course) => course[budget - 1] as number);
    const total = { count: searches, sum: finals.reduce((sum, regret) => sum + regret, 0) };
    const { id, label } = searcher;
    if (noise === 0 && objective === "ridge" && (id === "grid" || id === "random")) {
      checks.push({
        name: `${label}: mean distance to the best after ${budget} trials`,
        ...compare(total, id === "random" ? distanceToRandom(budget) : mixGrids(budget, landscape.dimensions)),
        rule: stochastic,
        source:
          id === "random"
            ? "(n + 3) / (2(n + 1)(n + 2)), however many dimensions do not matter"
            : "1/(4k), averaged over the numbers of values k that the dimension that matters may get",
      });
    }
    if (id === "random" && !landscape.noisy) {
      const median = landscape.bestOfRandom(budget, 0.5);
      const below = finals.filter((regret) => regret <= median).length;
      checks.push({
        name: "Random searches that end below the median of theory",
        ...compareBest({ count: searches, sum: below }, landscape, 1 - 0.5 ** (1 / budget), budget),
        rule: stochastic,
        source:
          objective === "ridge"
            ? "half of all distances exceed t where (1 − 2t)ⁿ⁺¹ + 2((1 − t)ⁿ⁺¹ − (1 − 2t)ⁿ⁺¹)/(n + 1) = ½"
            : "1 − (1 − F)ⁿ = ½, with F the share of the space below a regret, from points of its own",
      });
    }
    if (id === "random" && landscape.noisy) {
      const error = Math.sqrt(surpriseVariance(variance, searches));
      checks.push({
        name: "Winner of random search: value on fresh data less its true value",
        measured: meanOf(surprise),
        exact: 0,
        standardError: error,
        rule: stochastic,
        source: "fresh data is independent of the selection",
      });
      checks.push({
        name: "Winner of random search: value that won less its true value",
        measured: meanOf(optimism),
        exact: 4 * error,
        standardError: 0,
        rule: "bound",
        source: "E min ≤ min E: selection makes the winner look too good; 4 standard errors are left to chance",
      });
    }
    checks.push({
      name: `${label}: most that a search spent, in full evaluations`,
      measured: Number(spent.toFixed(9)),
      exact: budget,
      standardError: 0,
      rule: "bound",
      source: "the same budget for all",
    });
  }
  return checks;
}

/**
 * How many searches had a trial of the best `share` of the space: a binomial count. Where that part of the space is known
 * from a sample, the sample's share has an error of its own, which enters with the slope of 1 - (1 - q)ⁿ.
 */
function compareBest(sample: Sample, { referenceSize }: Landscape, share: number, trials: number) {
  const { mean, variance } = binomial(chanceOfHit(share, trials));
  const slope = trials * (1 - share) ** (trials - 1);
  const reference = (slope ** 2 * binomial(share).variance) / referenceSize;
  return compare(sample, { mean, variance: variance + sample.count * reference });
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the mean over the searches, from the sum of their variances. */
const surpriseVariance = (sum: number, searches: number) => sum / searches ** 2;

/** Of the distance to a grid one of whose dimensions, any with the same chance, is the one that matters. */
function mixGrids(budget: number, dimensions: number): Moments {
  const parts = sizeGrid(budget, dimensions).map(distanceToGrid);
  const mean = meanOf(parts.map((part) => part.mean));
  return { mean, variance: meanOf(parts.map((part) => part.variance + part.mean ** 2)) - mean ** 2 };
}
