import type { RandomSource } from "../../math/random";
import type { Stage } from "../stages";
import { createDraws, type Draws } from "./draws";
import type { Landscape } from "./landscape";
import { addTo, createSample, type Measured, type Race, type RandomSearches } from "./measured";
import { follow } from "./race";
import type { Space } from "./search";
import { searchers } from "./searchers";
import { type Settings, topShare } from "./settings";

/** Numbers of draws: each use of the seed has its own. */
export const uses = { hits: 0, distances: 1, reference: 2, winners: 3, places: 0x1000000, races: 0x2000000 };

const hitSearches = 40_000;
const atOnce = 400;
/** Trials after which hits are no longer told apart. */
const mostTrials = 100;

/** Searches in the ranks alone: a random trial's rank is uniform, so the first of the top comes after a geometric time. */
export async function* countFirstHits(random: RandomSource, measured: Measured): Stage {
  const draws = createDraws(random, uses.hits);
  measured.firstHits = new Array<number>(mostTrials + 1).fill(0);
  for (let search = 1; search <= hitSearches; search++) {
    let trial = 0;
    while (trial < mostTrials && draws.uniform() >= topShare) {
      trial++;
    }
    measured.firstHits[trial] = (measured.firstHits[trial] as number) + 1;
    if (search % atOnce === 0) {
      yield search / hitSearches;
    }
  }
}

const winnerDraws = 200_000;

/** Settings that are equally good, seen with standard normal errors: what the best looks like, and how it does again. */
export async function* crownWinners(random: RandomSource, measured: Measured, budget: number): Stage {
  const sizes = [...new Set([10, 60, 1000, budget])];
  measured.winners = sizes.map((settings) => ({ settings, promised: createSample(), held: createSample() }));
  for (const [i, { settings, promised, held }] of measured.winners.entries()) {
    const draws = createDraws(random, uses.winners + i);
    const searches = Math.floor(winnerDraws / settings);
    for (let search = 0, drawn = 0; search < searches; search++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < settings; k++) {
        best = Math.max(best, draws.normal());
      }
      addTo(promised, best);
      addTo(held, draws.normal());
      drawn += settings;
      if (drawn > 5000) {
        drawn = 0;
        yield (i + search / searches) / sizes.length;
      }
    }
  }
}

const distanceSearches = 10_000;

/** Bergstra and Bengio's picture alone, with 9 and with 16 trials of two dimensions of which one matters. */
export async function* measureDistances(random: RandomSource, measured: Measured): Stage {
  const draws = createDraws(random, uses.distances);
  const nearest = (best: number, count: number, value: (i: number) => number) => {
    let distance = 1;
    for (let i = 0; i < count; i++) {
      distance = Math.min(distance, Math.abs(value(i) - best));
    }
    return distance;
  };
  for (const side of [3, 4]) {
    const entry = { trials: side ** 2, grid: createSample(), random: createSample() };
    measured.distances.push(entry);
    for (let search = 1; search <= distanceSearches; search++) {
      addTo(
        entry.grid,
        nearest(draws.uniform(), side, (i) => (i + 0.5) / side),
      );
      addTo(entry.random, nearest(draws.uniform(), side ** 2, draws.uniform));
      if (search % atOnce === 0) {
        yield ((side - 3) * distanceSearches + search) / (2 * distanceSearches);
      }
    }
  }
}

/** Trials after which about half of all random searches have hit the top. */
const hitTrials = 14;
/** Fresh points to compare the best of a random search with. */
const freshPoints = 20;
/** Values between two yields of a dear searcher. */
const dearAtOnce = 2;

/** All searchers, the dear one last, each as often as the settings say. */
export async function* runRaces(
  random: RandomSource,
  landscape: Landscape,
  settings: Settings,
  measured: Measured,
): Stage {
  const { budget, eta } = settings;
  const space: Space = { dimensions: landscape.dimensions, budget, eta };
  const order = [...searchers].sort((a, b) => Number(a.dear ?? false) - Number(b.dear ?? false));
  for (const [place, searcher] of order.entries()) {
    const repeats = searcher.dear ? settings.repeats : settings.cheapRepeats;
    const race: Race = {
      searcher,
      regrets: [],
      reached: [],
      spent: 0,
      optimism: [],
      surprise: [],
      variance: 0,
    };
    measured.races.push(race);
    // By far the most time goes to the dear one.
    const [from, to] = searcher.dear
      ? [0.3, 1]
      : [(0.3 * place) / (order.length - 1), (0.3 * (place + 1)) / (order.length - 1)];
    for (let repeat = 0; repeat < repeats; repeat++) {
      for await (const done of runOnce(random, repeat, landscape, space, race, measured)) {
        yield from + ((to - from) * (repeat + done)) / repeats;
      }
    }
  }
}

/** One search; yields the share of its values that are there, now and then. */
async function* runOnce(
  random: RandomSource,
  repeat: number,
  landscape: Landscape,
  space: Space,
  race: Race,
  measured: Measured,
): Stage {
  // In each repetition all searchers meet the same objective, and draw for themselves.
  const use = uses.races + 2 * (repeat * searchers.length + searchers.indexOf(race.searcher));
  const objective = landscape.place(createDraws(random, uses.places + repeat));
  const going = follow(race.searcher, space, objective, createDraws(random, use));
  let seen = 0;
  let next = going.next();
  for (; !next.done; next = going.next()) {
    seen++;
    if (race.searcher.dear && seen % dearAtOnce === 0) {
      yield Math.min(0.99, seen / space.budget);
    }
  }
  const { regrets, reached, spent, asked, incumbent } = next.value;
  race.first ??= asked;
  race.regrets.push(regrets);
  race.reached.push(reached);
  race.spent = Math.max(race.spent, spent);
  race.optimism.push(incumbent.value - incumbent.trial.truth);
  race.surprise.push(incumbent.trial.retest() - incumbent.trial.truth);
  race.variance += incumbent.trial.variance;
  if (race.searcher.id === "random") {
    measured.random ??= createRandomSearches(space.budget);
    countRandom(measured.random, landscape, objective, asked, createDraws(random, use + 1));
  }
  yield 1;
}

const createRandomSearches = (budget: number): RandomSearches => ({
  searches: 0,
  trials: Math.min(hitTrials, budget),
  hits: 0,
  fresh: freshPoints,
  better: createSample(),
});

function countRandom(
  counts: RandomSearches,
  landscape: Landscape,
  objective: ReturnType<Landscape["place"]>,
  asked: readonly { point: Float64Array }[],
  draws: Draws,
): void {
  counts.searches++;
  counts.hits += Number(asked.slice(0, counts.trials).some(({ point }) => objective.isTop(point)));
  const best = Math.min(...asked.map(({ point }) => objective.regretAt(point)));
  let better = 0;
  for (let i = 0; i < counts.fresh; i++) {
    better += Number(objective.regretAt(draws.point(landscape.dimensions)) < best);
  }
  addTo(counts.better, better / counts.fresh);
}
