import { medianRanks, quantileOf } from "../../math/orderStatistics";
import type { Panel, Series } from "../demo";
import { chanceOfHit } from "./exact";
import { planBrackets } from "./hyperband";
import type { Landscape } from "./landscape";
import type { Measured, Race } from "./measured";
import { fullResource, type Settings, topShare } from "./settings";

/** How many places of the budget are drawn. */
const places = 40;

/** The panels that show what was measured so far. */
export function drawMeasured(settings: Settings, measured: Measured, landscape: Landscape | undefined): Panel[] {
  return [
    ...(landscape && measured.races.some(({ regrets }) => regrets.length > 0)
      ? [drawRegrets(settings, measured, landscape), ...drawProjections(measured, landscape)]
      : []),
    drawBrackets(settings, measured),
    drawHits(settings, measured),
  ];
}

/** A number in three digits. */
export const shorten = (value: number): string => String(Number(value.toPrecision(3)));

/** What the searches of a race end with: the median regret, an interval that holds it with 95 %, and the cost of the top. */
export function summarizeRace({ regrets, reached }: Race, budget: number) {
  const finals = sortedAt(regrets, budget);
  const [low, high] = medianRanks(finals.length);
  const costs = Float64Array.from(reached).sort();
  return {
    median: quantileOf(finals, 0.5),
    low: finals[low] as number,
    high: finals[high] as number,
    /** The median cost; infinite if half of the searches or more never came to stay at the top. */
    cost: costs[Math.floor(costs.length / 2)] as number,
  };
}

/** The regrets of all searches after so much of the budget, the smallest first. */
const sortedAt = (regrets: readonly Float64Array[], spent: number): Float64Array =>
  Float64Array.from(regrets, (course) => course[spent - 1] as number).sort();

function drawRegrets({ budget, objective }: Settings, { races }: Measured, landscape: Landscape): Panel {
  const step = Math.ceil(budget / places);
  const budgets = Array.from({ length: Math.ceil(budget / step) }, (_, i) => budget - i * step).reverse();
  const running = races.filter(({ regrets }) => regrets.length > 0);
  // A table has a best setting, whose regret of 0 no log scale shows.
  const scale = objective === "networks" ? "linear" : "log";
  const quantiles = (race: Race) => budgets.map((spent) => sortedAt(race.regrets, spent));
  const series: Series[] = [];
  const said: string[] = [];
  for (const race of running) {
    const sorted = quantiles(race);
    const line = (share: number) => sorted.map((regrets) => quantileOf(regrets, share));
    for (const share of [0.1, 0.9]) {
      series.push({ label: "10 and 90 % of the searches", values: line(share), kind: "line", role: "quiet" });
    }
    series.push({ label: race.searcher.label, values: line(0.5), kind: "line", role: "measured" });
    const { median, low, high } = summarizeRace(race, budget);
    said.push(`${race.searcher.label} ${shorten(median)} (${shorten(low)} to ${shorten(high)})`);
  }
  const exact = budgets.map((trials) => landscape.bestOfRandom(trials, 0.5));
  const label = landscape.noisy ? "Random search if nothing were noisy, theory" : "Random search, theory";
  series.push({ label, values: exact, kind: "line", role: "exact" });
  return {
    title: "Regret of the incumbent against the budget",
    x: { label: "Budget spent, in full evaluations", values: budgets },
    y: { label: "Median simple regret", scale },
    series,
    summary:
      `Median simple regret after ${budget} full evaluations, with its 95 % interval: ` +
      `${said.join(", ")}. ${label}: ${shorten(exact.at(-1) as number)}.`,
  };
}

/** Bergstra and Bengio's picture: a grid tries few values of each dimension, again and again. */
function drawProjections({ races }: Measured, landscape: Landscape): Panel[] {
  const shown = races.filter(({ searcher, first }) => first && (searcher.id === "grid" || searcher.id === "random"));
  if (shown.length < 2) {
    return [];
  }
  return landscape.axes.map((axis, dimension) => {
    const said: string[] = [];
    const series = shown.map(({ searcher, first = [] }): Series => {
      const x = first.map(({ point }) => point[dimension] as number);
      said.push(`${searcher.label}: ${new Set(x).size} values of it in ${first.length} trials`);
      return { label: searcher.label, x, values: first.map(({ value }) => value), kind: "points", role: "measured" };
    });
    const place = dimension === 0 ? "first" : "second";
    return {
      title: `What the trials tell about the ${place} dimension`,
      x: { label: axis, values: [] },
      y: { label: landscape.value },
      series,
      summary: `The trials of one search, seen along the ${place} dimension. ${said.join("; ")}.`,
    };
  });
}

/** The brackets as planned, and what one search really ran. */
export function drawBrackets({ eta, budget }: Settings, measured?: Measured): Panel {
  const brackets = planBrackets(eta);
  const series = brackets.map((rungs): Series => {
    return {
      label: `Bracket ${rungs.length - 1}`,
      x: rungs.map(({ resource }) => resource),
      values: rungs.map(({ runs }) => runs),
      kind: "line",
      role: "exact",
    };
  });
  const first = measured?.races.find(({ searcher }) => searcher.id === "hyperband")?.first;
  const units = brackets.flat().reduce((sum, { runs, resource }) => sum + runs * resource, 0);
  let said = "";
  if (first) {
    const resources = (brackets[0] ?? []).map(({ resource }) => resource);
    const counts = resources.map(
      (resource) => first.filter(({ share }) => Math.abs(share * fullResource - resource) < 1e-6).length,
    );
    const label = `One search with ${budget} full evaluations, all brackets`;
    series.push({ label, x: resources, values: counts, kind: "points", role: "measured" });
    said = ` ${label}: ${counts.join(", ")} runs of ${resources.map(shorten).join(", ")} units.`;
  }
  const starts = brackets.map((rungs) => `${rungs[0]?.runs} runs of ${shorten(rungs[0]?.resource ?? 0)}`);
  return {
    title: "Hyperband's brackets",
    x: { label: "Units of resource of a run", scale: "log", values: [] },
    y: { label: "Runs", scale: "log" },
    series,
    summary:
      `With R = ${fullResource} units and η = ${eta} the brackets start with ${starts.join(", ")} units; a whole pass ` +
      `costs ${shorten(units / fullResource)} full evaluations.${said}`,
  };
}

/** The chance that random trials hit the top, and how many simulated searches did. */
export function drawHits({ budget }: Settings, measured?: Measured): Panel {
  const trials = Array.from({ length: 100 }, (_, i) => i + 1);
  const exact = trials.map((n) => chanceOfHit(topShare, n));
  const series: Series[] = [{ label: "1 − 0.95ⁿ", values: exact, kind: "line", role: "exact" }];
  const firstHits = measured?.firstHits ?? [];
  const searches = firstHits.reduce((sum, count) => sum + count, 0);
  let said = "";
  if (searches > 0) {
    let hits = 0;
    const shares = trials.map((n) => {
      hits += firstHits[n - 1] as number;
      return hits / searches;
    });
    series.push({ label: "Simulated searches", values: shares, kind: "line", role: "measured" });
    said = ` Of ${searches} simulated searches ${(100 * (shares[59] as number)).toFixed(1)} % hit it within 60.`;
  }
  return {
    title: "Chance that random trials hit the top 5 %",
    x: { label: "Random trials n", values: trials },
    y: { label: "Chance" },
    series,
    summary:
      `It is ${(100 * chanceOfHit(topShare, budget)).toFixed(1)} % after ${budget} trials, ` +
      `and passes 95 % at the 59th.${said}`,
  };
}
