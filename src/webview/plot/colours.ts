/** Red, green and blue from 0 to 255. */
export type Colour = readonly [number, number, number];

const steps = 256;

/** What stands for values from 0 to 1 behind a plot: so many colours, three bytes each. */
export interface HeatScale {
  readonly colours: Uint8ClampedArray;
  at(value: number): Colour;
}

/**
 * A scale from the background towards `ink`, in equal steps of OKLab: its lightness goes one way, so that it says the same
 * without its hue, and not so far that lines and points would be lost on it.
 */
export function createHeatScale(background: Colour, ink: Colour, foreground: Colour): HeatScale {
  const [from, end] = [toLab(background), mix(toLab(ink), toLab(foreground), 0.3)];
  const colours = new Uint8ClampedArray(3 * steps);
  for (let i = 0; i < steps; i++) {
    colours.set(toRgb(mix(from, end, (0.6 * i) / (steps - 1))), 3 * i);
  }
  const at = (value: number): Colour => {
    const i = 3 * Math.round(Math.min(1, Math.max(0, value)) * (steps - 1));
    return [colours[i] as number, colours[i + 1] as number, colours[i + 2] as number];
  };
  return { colours, at };
}

type Lab = readonly [number, number, number];

const mix = (a: Lab, b: Lab, share: number): Lab => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
  a[2] + share * (b[2] - a[2]),
];

// Ottosson, "A perceptual color space for image processing" (2020): from linear sRGB to OKLab and back.

function toLab(colour: Colour): Lab {
  const [r, g, b] = colour.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toRgb([L, a, b]: Lab): number[] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
}
