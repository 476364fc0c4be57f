/** Ticks of a logarithmic axis: few enough to be read, at 1, 2 and 5 of each decade, at each decade, or at every second. */
export function splitDecades(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Math.log10(high / low);
  const within = decades < 2.5 ? [1, 2, 5] : [1];
  const every = Math.ceil(decades / 7);
  const splits = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter((power) => power % every === 0)
    .flatMap((power) => within.map((part) => part * 10 ** power))
    .filter((value) => value >= low && value <= high);
  return splits.length > 1 ? splits : splitEvenly(low, high);
}

/** Ticks of a range so short that its axis is as good as linear: three to seven, at multiples of 1, 2 or 5. */
function splitEvenly(low: number, high: number): number[] {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([5, 2].find((part) => part * power <= rough) ?? 1);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Short enough for an axis: 0.05, 20, 1e-5. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5)
    ? value.toExponential().replace("e+", "e")
    : String(Number(value.toPrecision(4)));
}
