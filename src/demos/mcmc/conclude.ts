import { bestRandomWalk, randomWalkAcceptance } from "../../math/normalAcceptance";
import type { Chains } from "./chains";
import type { Laws } from "./laws";
import { percent, tellRhat } from "./panels";
import type { Settings } from "./settings";

/** What the run says. */
export function conclude(settings: Settings, { target, outcome, rhat }: Chains, { walks }: Laws): string {
  const { dimension, length } = settings;
  const last = rhat.at(-1)?.value;
  if (!outcome || !walks || last === undefined) {
    return "";
  }
  const thousand = (1000 * outcome.effective) / outcome.evaluations;
  return (
    `In ${dimension} ${dimension === 1 ? "dimension" : "dimensions"} the random walk with ℓ = ${length} has ` +
    `${percent(walks.acceptance.value)} of its proposals accepted, exactly ${percent(randomWalkAcceptance(dimension, length))}, and ` +
    `is most efficient at ℓ = ${walks.peak.value.toFixed(2)} ± ${walks.peak.standardError.toFixed(2)}, exactly ` +
    `${bestRandomWalk(dimension).toFixed(2)}. On the ${target.name} ` +
    `${outcome.acceptance ? `${percent(outcome.acceptance.value)} of the proposals are accepted, ` : ""}` +
    `${outcome.steps.toLocaleString("en-GB")} steps are worth about ${Number(outcome.effective.toPrecision(2)).toLocaleString("en-GB")} ` +
    `independent draws for a mean (${Number(thousand.toPrecision(2))} per 1,000 evaluations; ${Number(outcome.pace.toPrecision(2))} million steps a second ` +
    `here), and R̂ is ${tellRhat(last)}${last > 1.01 ? ", above 1.01: each chain alone is still too short" : ""}.`
  );
}
