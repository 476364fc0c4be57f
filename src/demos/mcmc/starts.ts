import { createLaneRandom } from "../../gpu/laneRandom";
import type { Settings } from "./settings";
import type { Target } from "./targets";

/** Where chains start: how many, and whether as exact draws or spread over the picture. */
type Wanted = Pick<Settings, "chains" | "start">;

/** The first vector of the state of chains on the plane: x, y, what `third` makes of them, and nothing counted yet. */
export function startOnPlane(
  { chains, start }: Wanted,
  { draw, window }: Target,
  third: (x: number, y: number) => number,
  random: { seed: number; stream: number },
): Float32Array {
  const numbers = createLaneRandom(random.seed, random.stream);
  const state = new Float32Array(4 * chains);
  for (let chain = 0; chain < chains; chain++) {
    numbers.at(chain, 0);
    const [u, v] = numbers.uniforms(1) as unknown as [number, number];
    const [a, b] = numbers.normals(0) as unknown as [number, number];
    const [x, y] = start === "exact" ? draw(a, b, u, v) : [within(window.x, u), within(window.y, v)];
    state.set([x, y, third(x, y), 0], 4 * chain);
  }
  return state;
}

/**
 * The state of chains on the standard normal of `dimension` coordinates, for `createNormalMetropolis` and
 * `createNormalHamiltonian` alike: coordinates, then each chain's own step with nothing counted yet, then zeros.
 */
export function startInSpace(
  sizes: readonly number[],
  dimension: number,
  start: Settings["start"],
  random: { seed: number; stream: number },
): Float32Array[] {
  const numbers = createLaneRandom(random.seed, random.stream);
  const blocks = Math.ceil(dimension / 4);
  const state = Array.from({ length: blocks + 2 }, () => new Float32Array(4 * sizes.length));
  sizes.forEach((size, chain) => {
    numbers.at(chain, 0);
    for (let block = 0; block < blocks; block++) {
      const drawn = start === "exact" ? numbers.normals(block) : numbers.uniforms(block).map((u) => within(far, u));
      (state[block] as Float32Array).set(drawn.subarray(0, dimension - 4 * block), 4 * chain);
    }
    (state[blocks] as Float32Array)[4 * chain] = size;
  });
  return state;
}

/** Where a coordinate starts that is spread out: the picture of a standard normal. */
const far = [-5, 5] as const;

const within = ([low, high]: readonly [number, number], share: number): number => low + (high - low) * share;
