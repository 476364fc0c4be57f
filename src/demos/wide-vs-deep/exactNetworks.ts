/**
 * The parameters of the deep network that folds [0, 1] `folds` times: each layer has the units relu(x) and relu(x - ½) of
 * the fold before, and the tent map is m(x) = 2 relu(x) - 4 relu(x - ½). Source: Telgarsky 2015, arXiv 1509.08101.
 */
export function foldingNetwork(folds: number): Float32Array {
  const first = [1, 0, 1, -0.5];
  const later = [2, -4, 0, 2, -4, -0.5];
  const output = [2, -4, 0];
  return Float32Array.from([...first, ...Array.from({ length: folds - 1 }, () => later).flat(), ...output]);
}

/**
 * The parameters of the shallow network of `units` units that labels most of `points` alternating points i / points
 * rightly: a zigzag through 0 and 1 with a kink at each of the first points. All are dyadic numbers where `points` is.
 *
 * Left of every kink a sum of units relu(x - t) is constant. From three units on, the third one is turned round, to
 * relu(t - x): its slope makes the piece before the first kink rise too, twice as steeply as the others, and the zigzag
 * has units + 2 runs. With fewer units no choice of signs does it, and the zigzag begins with a kink at 0.
 */
export function zigzagNetwork(units: number, points: number): Float32Array {
  const turned = units >= 3;
  const kinks = Array.from({ length: units }, (_, j) => (turned ? j + 1 : j) / points);
  const hidden = kinks.flatMap((kink, j) => (turned && j === 2 ? [-1, kink] : [1, -kink]));
  const jumps = kinks.map((_, j) => {
    const size = j > 0 ? 2 : turned ? 3 : 1;
    return size * points * ((j % 2 === 0) === turned ? -1 : 1);
  });
  return Float32Array.from([...hidden, ...jumps, turned ? 5 : 0]);
}
