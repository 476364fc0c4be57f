import type { Live, Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { createChains, runChains } from "./chains";
import { listChecks } from "./checks";
import { conclude } from "./conclude";
import { findUnstableStep, type Laws, measurePaths, measureSweeps, measureWalks } from "./laws";
import { cloudTitle, drawAutocorrelation, drawCloud, drawMarginal, drawPaths, drawRhat, drawWalks } from "./panels";
import { readSettings } from "./settings";

/** Starts a run: first the chosen sampler on the chosen target, then the laws that are known exactly. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const chains = createChains(settings);
  const laws: Laws = {};
  const paths = settings.sampler === "langevin" || settings.sampler === "hamiltonian";

  async function* runStages(): Stage {
    yield* between(0, 0.5, runChains(context, settings, chains));
    laws.unstable = findUnstableStep(settings.correlation);
    yield* between(0.5, 0.8, measureWalks(context, settings, laws));
    yield* between(0.8, 0.95, measurePaths(context, settings, laws));
    yield* between(0.95, 1, measureSweeps(context, settings, laws));
  }

  return createRun(runStages(), {
    draw: () => [
      drawCloud(chains, settings),
      drawMarginal(chains),
      drawRhat(chains),
      drawAutocorrelation(chains, settings),
      paths ? drawPaths(settings, laws) : drawWalks(settings, laws),
    ],
    live: (): Live | undefined => chains.points && { panel: cloudTitle, points: chains.points, x: 0, y: 1 },
    checks: () => listChecks(settings, chains, laws),
    conclusion: () => conclude(settings, chains, laws),
  });
}
