import { searchByGaussianProcess } from "./bayesian";
import type { Draws } from "./draws";
import { searchByHyperband } from "./hyperband";
import { reflect, type Search, type Space } from "./search";

/** The contestants. */
export interface Searcher {
  id: "grid" | "random" | "gaussian" | "evolution" | "hyperband";
  label: string;
  /** Its searches are so dear to compute that there are few of them. */
  dear?: true;
  search(space: Space, draws: Draws): Search;
}

/** The five that compete, each with the same budget. */
export const searchers: readonly Searcher[] = [
  { id: "grid", label: "Grid", search: searchGrid },
  { id: "random", label: "Random", search: searchAtRandom },
  { id: "gaussian", label: "Gaussian process", dear: true, search: searchByGaussianProcess },
  { id: "evolution", label: "Evolution", search: searchByEvolution },
  { id: "hyperband", label: "Hyperband", search: searchByHyperband },
];

function* searchAtRandom({ dimensions }: Space, draws: Draws): Search {
  for (;;) {
    yield { point: draws.point(dimensions), share: 1 };
  }
}

/**
 * How many values each dimension of a grid gets, so that all combinations are at most `budget`: as equal as can be, the
 * larger numbers first.
 */
export function sizeGrid(budget: number, dimensions: number): number[] {
  let least = 1;
  while ((least + 1) ** dimensions <= budget) {
    least++;
  }
  const sizes = Array<number>(dimensions).fill(least);
  let all = least ** dimensions;
  for (let j = 0; j < dimensions && (all / least) * (least + 1) <= budget; j++) {
    sizes[j] = least + 1;
    all = (all / least) * (least + 1);
  }
  return sizes;
}

/**
 * All combinations of values in the middle of equal parts, in random order. Which dimensions get one value more than the
 * others is left to chance, as nobody knows which ones matter.
 */
function* searchGrid({ dimensions, budget }: Space, draws: Draws): Search {
  const sizes = shuffle(sizeGrid(budget, dimensions), draws);
  const count = sizes.reduce((product, size) => product * size, 1);
  const order = shuffle(
    Array.from({ length: count }, (_, i) => i),
    draws,
  );
  for (const place of order) {
    let rest = place;
    const point = Float64Array.from(sizes, (size) => {
      const value = ((rest % size) + 0.5) / size;
      rest = Math.floor(rest / size);
      return value;
    });
    yield { point, share: 1 };
  }
}

/** Fisher and Yates, in place. */
function shuffle<T>(items: T[], draws: Draws): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(draws.uniform() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}

const parents = 4;
const offspring = 8;

/**
 * A (μ + λ) evolution strategy, here (4 + 8): of 8 random points the best 4 become parents; each generation copies 8
 * random parents with normal mutations, and the best 4 of all 12 go on. Every individual has a step size of its own that
 * mutates with it, by a log-normal factor with τ = 1/√(2d). No recombination. Points that leave the cube are reflected.
 * Source: Beyer and Schwefel, "Evolution strategies: a comprehensive introduction", 2002.
 */
function* searchByEvolution({ dimensions }: Space, draws: Draws): Search {
  const learningRate = 1 / Math.sqrt(2 * dimensions);
  let population: { point: Float64Array; step: number; value: number }[] = [];
  for (let i = 0; i < offspring; i++) {
    const point = draws.point(dimensions);
    population.push({ point, step: 0.2, value: yield { point, share: 1 } });
  }
  for (;;) {
    population = population.sort((a, b) => a.value - b.value).slice(0, parents);
    for (let i = 0; i < offspring; i++) {
      const parent = population[Math.floor(draws.uniform() * parents)] as (typeof population)[number];
      const step = Math.min(0.5, parent.step * Math.exp(learningRate * draws.normal()));
      const point = parent.point.map((value) => reflect(value + step * draws.normal()));
      population.push({ point, step, value: yield { point, share: 1 } });
    }
  }
}
