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

/** How far apart the ticks of a linear axis may be: never 2.5, which counted things are not. */
export const tickSteps = Array.from({ length: 24 }, (_, i) => i - 12).flatMap((power) =>
  [1, 2, 5].map((part) => Number(`${part}e${power}`)),
);

/** Short enough for an axis: 0.05, 20, −3, 10⁻⁵, 2·10⁶. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size === 0 || (size >= 1e-3 && size < 1e5)) {
    return sign + String(Number(size.toPrecision(4)));
  }
  const [factor = "", power = ""] = Number(size.toPrecision(4)).toExponential().split("e");
  return `${sign}${factor === "1" ? "" : `${factor}·`}10${raise(Number(power))}`;
}

/** A whole number as an exponent. */
const raise = (power: number) =>
  [...String(power)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("");
