import type { Panel } from "../../demos/demo";
import { findRanges } from "../plot/ranges";
import type { Look } from "./messages";

/** What is painted of points that move: which float of four is what, and where it belongs on the picture. */
export interface Dots {
  /** In device pixels. */
  width: number;
  height: number;
  x: Axis;
  y: Axis;
  /** Red, green, blue, 0 to 255. */
  colour: readonly [number, number, number];
  /** 0 to 1: where many lie on one another it is darker. */
  alpha: number;
  /** In device pixels. */
  size: number;
}

/** From `low` on the left or at the bottom to `high`; as logarithms where the axis is logarithmic. */
export interface Axis {
  /** Which of the four floats. */
  float: 0 | 1 | 2 | 3;
  low: number;
  high: number;
  logarithmic: boolean;
}

/** How `count` points are painted on a panel with a window: the fewer, the larger and the less transparent. */
export function placeDots(
  panel: Panel,
  floats: { x: Axis["float"]; y: Axis["float"] },
  count: number,
  look: Look,
): Dots {
  const decades = Math.log10(Math.max(1, count));
  // With a window the axes follow no series: here they are as on the page.
  const ranges = findRanges(panel, [], look);
  const axis = (name: "x" | "y"): Axis => {
    const logarithmic = panel[name].scale === "log";
    const [low, high] = logarithmic ? ranges[name].map(Math.log) : ranges[name];
    return { float: floats[name], low: low as number, high: high as number, logarithmic };
  };
  return {
    width: Math.round(look.width * look.ratio),
    height: Math.round(look.height * look.ratio),
    x: axis("x"),
    y: axis("y"),
    colour: look.colour,
    alpha: Math.min(0.9, Math.max(0.3, 1.2 - 0.2 * decades)),
    size: Math.max(1, Math.round(look.ratio * Math.min(6, Math.max(2, 6 - decades)))),
  };
}

const mostDots = 8192;

/** Paints points from their floats, four a point; of very many the first. The canvas is used again and again. */
export function paintDots(canvas: OffscreenCanvas, values: ArrayLike<number>, dots: Dots): ImageBitmap | undefined {
  const { width, height, colour, alpha, size } = dots;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) {
    return undefined;
  }
  // What each point lets through of the one below.
  const through = new Float32Array(width * height).fill(1);
  const place = ({ float, low, high, logarithmic }: Axis, i: number) => {
    const value = values[4 * i + float] as number;
    return ((logarithmic ? Math.log(value) : value) - low) / (high - low);
  };
  const count = Math.min(mostDots, values.length / 4);
  for (let i = 0; i < count; i++) {
    const left = Math.round(place(dots.x, i) * width - size / 2);
    const top = Math.round((1 - place(dots.y, i)) * height - size / 2);
    for (let y = Math.max(0, top); y < Math.min(height, top + size); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + size); x++) {
        through[y * width + x] = (through[y * width + x] as number) * (1 - alpha);
      }
    }
  }
  const image = context.createImageData(width, height);
  const [r, g, b] = colour;
  for (let p = 0; p < through.length; p++) {
    image.data[4 * p] = r;
    image.data[4 * p + 1] = g;
    image.data[4 * p + 2] = b;
    image.data[4 * p + 3] = 255 * (1 - (through[p] as number));
  }
  context.putImageData(image, 0, 0);
  return canvas.transferToImageBitmap();
}
