import type { Draws } from "./draws";
import type { Search, Space } from "./search";
import { fullResource } from "./settings";

/** A rung of successive halving: so many runs, each of so many units of resource. */
export interface Rung {
  runs: number;
  resource: number;
}

/**
 * The brackets of one pass of Hyperband, the boldest first: bracket s starts n = ⌈(B/R) ηˢ / (s + 1)⌉ runs of R η⁻ˢ units,
 * with B = (s_max + 1) R, and rung i keeps ⌊n η⁻ⁱ⌋ of them and gives each ηⁱ times as much.
 * Source: Li, Jamieson, DeSalvo, Rostamizadeh, Talwalkar 2018, algorithm 1, with the ceiling: the paper's first version
 * on arXiv has smaller brackets.
 */
export function planBrackets(eta: number, full = fullResource): Rung[][] {
  let most = 0;
  while (eta ** (most + 1) <= full) {
    most++;
  }
  return Array.from({ length: most + 1 }, (_, i) => {
    const s = most - i;
    const start = Math.ceil(((most + 1) * eta ** s) / (s + 1));
    return Array.from({ length: s + 1 }, (_, rung) => ({
      runs: Math.floor(start / eta ** rung),
      resource: full / eta ** (s - rung),
    }));
  });
}

/** Hyperband, pass after pass. A run that goes on is paid as if it began afresh: a rung costs runs times resource. */
export function* searchByHyperband({ dimensions, eta }: Space, draws: Draws): Search {
  const brackets = planBrackets(eta);
  for (;;) {
    for (const rungs of brackets) {
      let field = Array.from({ length: rungs[0]?.runs ?? 0 }, () => draws.point(dimensions));
      for (const { runs, resource } of rungs) {
        const results: { point: Float64Array; value: number }[] = [];
        for (const point of field.slice(0, runs)) {
          results.push({ point, value: yield { point, share: resource / fullResource } });
        }
        field = results.sort((a, b) => a.value - b.value).map(({ point }) => point);
      }
    }
  }
}
