import type { Panel } from "../demo";
import { cacheBytes, contextTokens, countWeights, modelOf } from "./models";
import { bitWidths, type Settings } from "./problem";

/** Memory of devices that such models run on, in gigabytes. */
const devices = [24, 80];
/** Bytes a second that weights are read with on a large device, for the bound on tokens a second. */
export const bandwidth = 3e12;

/** Bytes of weights in so many bits, and of the cache of so many sequences. */
export function countMemory({ model, batch }: Settings, bits: number): { weights: number; cache: number } {
  const of = modelOf(model);
  return { weights: (countWeights(of) * bits) / 8, cache: batch * contextTokens * cacheBytes(of) };
}

/** Weights and cache of a model, by bits for each weight. */
export function drawMemory(settings: Settings): Panel {
  const gigabytes = (bytes: number) => bytes / 1e9;
  const memory = bitWidths.map((bits) => countMemory(settings, bits));
  const line = (label: string, values: number[]) => ({ label, values, kind: "line", role: "exact" }) as const;
  const own = countMemory(settings, settings.bits);
  const { name } = modelOf(settings.model);
  const sequences = `${settings.batch} sequence${settings.batch === 1 ? "" : "s"}`;
  return {
    title: `Memory of ${name}`,
    x: { label: "Bits for each weight", values: bitWidths },
    y: { label: "Gigabytes (10⁹ bytes)" },
    series: [
      line(
        "Weights",
        memory.map(({ weights }) => gigabytes(weights)),
      ),
      line(
        `Weights, and the cache of ${sequences} in 16 bits`,
        memory.map(({ weights, cache }) => gigabytes(weights + cache)),
      ),
      ...devices.map((device) =>
        line(
          `A device of ${device} GB`,
          bitWidths.map(() => device),
        ),
      ),
      {
        label: "Chosen bits",
        x: [settings.bits, settings.bits],
        values: [gigabytes(own.weights), gigabytes(own.weights + own.cache)],
        kind: "points",
        role: "exact",
      },
    ],
    summary:
      `In ${settings.bits} bits its weights take ${gigabytes(own.weights).toFixed(2)} GB and the keys and values of ` +
      `${sequences} of ${contextTokens} tokens ${gigabytes(own.cache).toFixed(2)} GB.`,
  };
}
