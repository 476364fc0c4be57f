import { boundPerMillion, type Measured, perMillion } from "./measured";
import { countOf, round, scientific } from "./panels";
import { pathOf, type Settings } from "./settings";
import { logBallShare, logEffectiveShare } from "./theory";

/** What the run says. */
export function conclude({ dimension, variance }: Settings, { at }: Measured): string {
  const chosen = at.find((each) => each.dimension === dimension);
  if (!chosen?.draws || !chosen.walks || !chosen.paths) {
    return "";
  }
  const { draws, walks, paths } = chosen;
  const methods = [
    { name: "rejection from a wider normal", rate: variance >= 1 ? perMillion(draws.accepted, draws.points).value : 0 },
    { name: "importance sampling", rate: 1e6 * Math.exp(logEffectiveShare(dimension, variance)) },
    { name: "the random walk", rate: walks.perMillion.value },
    { name: "Hamiltonian Monte Carlo", rate: paths.perMillion.value },
  ].sort((a, b) => b.rate - a.rate);
  const best = methods[0]?.name ?? "";
  return (
    `At d = ${dimension} rejection from the cube accepts a share of ${scientific(logBallShare(dimension))} of its points ` +
    `(counted per million: ${countOf(draws.inside, draws.points)}); of a million evaluations ` +
    `Hamiltonian Monte Carlo makes ${round(paths.perMillion.value, 2)} effective samples (${pathOf(dimension).leapfrogs} gradients a path, ` +
    `${(100 * paths.acceptance.value).toPrecision(3)} % accepted), the random walk ${round(walks.perMillion.value, 2)}, importance sampling ` +
    `by theory ${estimated(1e6 * Math.exp(logEffectiveShare(dimension, variance)))}. Take ${best} here, and exact draws where there are any.`
  );
}

const estimated = (rate: number): string => (rate < boundPerMillion(3e9) ? "practically none" : round(rate));
