import { estimateMean } from "../../math/estimate";
import { createRandomSource } from "../../math/random";
import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import { branin, createRidge, hartmann, surveyFunction } from "./closedForms";
import { createDraws, type Draws } from "./draws";
import type { Landscape } from "./landscape";
import type { Measured } from "./measured";
import { trainTable } from "./networks";
import { drawMeasured, shorten, summarizeRace } from "./panels";
import { readSettings, type Settings } from "./settings";
import { countFirstHits, crownWinners, measureDistances, runRaces, uses } from "./stages";

/** Starts a run: what needs no objective first, then the objective, then the searches. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const random = createRandomSource(context.seed);
  const measured: Measured = { firstHits: [], winners: [], distances: [], races: [] };
  let landscape: Landscape | undefined;

  async function* runStages(): Stage {
    yield* between(0, 0.03, countFirstHits(random, measured));
    yield* between(0.03, 0.05, measureDistances(random, measured));
    yield* between(0.05, 0.1, crownWinners(random, measured, settings.budget));
    const from = settings.objective === "networks" ? 0.6 : 0.12;
    landscape = yield* between(0.1, from, createLandscape(context, settings, createDraws(random, uses.reference)));
    yield* between(from, 1, runRaces(random, landscape, settings, measured));
  }

  return createRun(runStages(), {
    draw: () => drawMeasured(settings, measured, landscape),
    checks: () => listChecks(settings, measured, landscape),
    conclusion: () => conclude(settings, measured),
  });
}

async function* createLandscape(
  context: RunContext,
  settings: Settings,
  draws: Draws,
): AsyncGenerator<number, Landscape> {
  switch (settings.objective) {
    case "branin":
      return yield* surveyFunction(branin, settings, draws);
    case "hartmann":
      return yield* surveyFunction(hartmann, settings, draws);
    case "ridge":
      return createRidge(settings);
    case "networks":
      return yield* trainTable(context, settings);
    default:
      return settings.objective satisfies never;
  }
}

function conclude({ budget, objective }: Settings, { races }: Measured): string {
  const ends = races
    .map((race) => ({ label: race.searcher.label, race, ...summarizeRace(race, budget) }))
    .sort((a, b) => a.median - b.median);
  const regrets = ends.map(({ label, median, low, high }) => {
    return `${label} ${shorten(median)} (${shorten(low)} to ${shorten(high)})`;
  });
  const costs = ends.map(
    ({ label, cost }) => `${label} ${Number.isFinite(cost) ? shorten(cost) : "never for half or more of them"}`,
  );
  const promises = races.map(({ searcher, optimism }) => {
    const { value, standardError } = estimateMean(optimism.map((better) => -better));
    return `${searcher.label} ${value.toFixed(3).replace("-", "−")} ± ${standardError.toFixed(3)}`;
  });
  return (
    `Median simple regret at ${budget} full evaluations, with its 95 % interval: ${regrets.join(", ")}. ` +
    `Evaluations until the incumbent stays in the top 5 %, median: ${costs.join(", ")}.` +
    (objective === "networks"
      ? ` Winners looked better than they are, in validation error: ${promises.join(", ")}.`
      : "")
  );
}
