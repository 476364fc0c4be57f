import type * as tf from "@tensorflow/tfjs-core";

/** Two samples of as many rows each, [rows, features] row by row. */
export interface TwoSamples {
  features: number;
  old: ArrayLike<number>;
  now: ArrayLike<number>;
}

/**
 * The permutation test of the maximum mean discrepancy with a Gaussian kernel exp(−‖x − y‖² / 2h²), h² = features: its p
 * value, a multiple of 1/(orders + 1). `orders` is [2 · rows, permutations], a column each, of half +1 and half −1.
 * Rejecting at p ≤ α has a level of at most α, exactly. Sources: Gretton et al. 2012, "A Kernel Two-Sample Test", JMLR 13;
 * for the level Phipson and Smyth 2010, "Permutation P-values Should Never Be Zero".
 */
export async function testByKernel(lib: typeof tf, samples: TwoSamples, orders: tf.Tensor2D): Promise<number> {
  const { features, old, now } = samples;
  const rows = old.length / features;
  const discrepancies = lib.tidy(() => {
    const all = lib.tensor2d(Float32Array.from([...Array.from(old), ...Array.from(now)]), [2 * rows, features]);
    const squares = lib.sum(lib.square(all), 1, true);
    const products = lib.matMul(all, all, false, true);
    const distances = lib.sub(lib.add(squares, lib.transpose(squares)), lib.mul(products, 2));
    const kernel = lib.exp(lib.mul(distances, -0.5 / features)) as tf.Tensor2D;
    const truth = lib.tensor2d(
      Array.from({ length: 2 * rows }, (_, i) => (i < rows ? 1 : -1)),
      [2 * rows, 1],
    );
    // The discrepancy is sᵀKs / rows², s being +1 for one sample and −1 for the other.
    const signs = lib.concat([truth, orders], 1);
    return lib.sum(lib.mul(signs, lib.matMul(kernel, signs)), 0);
  });
  try {
    const [measured = 0, ...permuted] = await discrepancies.data();
    return (1 + permuted.filter((other) => other >= measured).length) / (permuted.length + 1);
  } finally {
    discrepancies.dispose();
  }
}
