import { binomialProbabilities } from "./binomial";

/** The population stability index Σ (q − p) ln(q/p) of two lists of bin shares, all above 0. */
export const stabilityIndex = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
  Array.from(p).reduce((sum, share, bin) => sum + indexTerm(share, q[bin] as number), 0);

const indexTerm = (p: number, q: number) => (q - p) * Math.log(q / p);

/** The share that a count stands for: an empty bin counts as half an example, so that its logarithm is finite. */
export const binShare = (count: number, of: number): number => Math.max(count, 0.5) / of;

/**
 * What one bin adds to the mean stability index of samples of `n` from a distribution that puts `p` into the bin, and `m`
 * from one that puts `q` there: exact, for counts are binomial and independent. Without drift all bins together come to
 * about (bins − 1)(1/n + 1/m), the mean of the chi-square variable that the index then nearly is.
 */
export function expectedIndexTerm(p: number, n: number, q: number, m: number): number {
  const [old, now] = [shareMoments(n, p), shareMoments(m, q)];
  return now.shareLog + old.shareLog - old.share * now.log - now.share * old.log;
}

/** The means of a bin's share s, of ln s and of s ln s. */
function shareMoments(count: number, p: number): { share: number; log: number; shareLog: number } {
  const moments = { share: 0, log: 0, shareLog: 0 };
  binomialProbabilities(count, p).forEach((probability, successes) => {
    const share = binShare(successes, count);
    moments.share += probability * share;
    moments.log += probability * Math.log(share);
    moments.shareLog += probability * share * Math.log(share);
  });
  return moments;
}
