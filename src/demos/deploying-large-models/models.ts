/** A transformer that generates text, as its published configuration has it. */
export interface Model {
  name: string;
  layers: number;
  width: number;
  heads: number;
  /** Heads that keys and values are kept for: fewer than `heads` in grouped-query attention. */
  keyValueHeads: number;
  /** Of the feed-forward part, which has three matrices. */
  hidden: number;
  vocabulary: number;
  /** As published. */
  parameters: number;
  source: string;
}

const touvron = "Touvron et al. 2023, Llama 2, and the configuration published with its weights";

/** Models by the value of the control. Their parameters can be worked out from the rest, and are checked so. */
export const models: Readonly<Record<string, Model>> = {
  "llama-2-7b": {
    name: "Llama 2 7B",
    layers: 32,
    width: 4096,
    heads: 32,
    keyValueHeads: 32,
    hidden: 11_008,
    vocabulary: 32_000,
    parameters: 6_738_415_616,
    source: touvron,
  },
  "llama-2-13b": {
    name: "Llama 2 13B",
    layers: 40,
    width: 5120,
    heads: 40,
    keyValueHeads: 40,
    hidden: 13_824,
    vocabulary: 32_000,
    parameters: 13_015_864_320,
    source: touvron,
  },
  "llama-2-70b": {
    name: "Llama 2 70B",
    layers: 80,
    width: 8192,
    heads: 64,
    keyValueHeads: 8,
    hidden: 28_672,
    vocabulary: 32_000,
    parameters: 68_976_648_192,
    source: touvron,
  },
  "llama-3.1-8b": {
    name: "Llama 3.1 8B",
    layers: 32,
    width: 4096,
    heads: 32,
    keyValueHeads: 8,
    hidden: 14_336,
    vocabulary: 128_256,
    parameters: 8_030_261_248,
    source: "Llama team 2024, The Llama 3 Herd of Models, and the configuration published with its weights",
  },
};

/** The model of that name. */
export const modelOf = (name: string): Model => models[name] as Model;

/**
 * Weights of a Llama, counted: embedding and output; in each layer four projections of attention, three matrices of the
 * feed-forward part and two norms; one norm at the end. No biases.
 */
export function countWeights({ layers, width, heads, keyValueHeads, hidden, vocabulary }: Model): number {
  const keyValueWidth = (width / heads) * keyValueHeads;
  const attention = 2 * width * width + 2 * width * keyValueWidth;
  return 2 * vocabulary * width + layers * (attention + 3 * width * hidden + 2 * width) + width;
}

/** Bytes of keys and values of one token of one sequence, in 16 bits: 2 · layers · width of them · 2. */
export const cacheBytes = ({ layers, width, heads, keyValueHeads }: Model): number =>
  2 * layers * (width / heads) * keyValueHeads * 2;

/** Tokens of a sequence that the calculator speaks of. */
export const contextTokens = 4096;
