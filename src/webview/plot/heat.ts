import type { Axis, Panel } from "../../demos/demo";
import { tellCoincident } from "./coincidence";
import type { HeatScale } from "./colours";

type Heat = NonNullable<Panel["heat"]>;
type Window = NonNullable<Panel["window"]>;
type Range = readonly [number, number];

/** A map with fewer columns is a table: its cells keep their edges. */
const fewColumns = 32;

/** Paints a map onto a canvas of its own, one pixel a value, or a square of them: CSS makes it as large as its window. */
export function paintHeat(canvas: HTMLCanvasElement, { rows, columns, values }: Heat, scale: HeatScale): void {
  const grain = columns < fewColumns ? 16 : 1;
  canvas.width = columns * grain;
  canvas.height = rows * grain;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) {
    return;
  }
  const image = context.createImageData(canvas.width, canvas.height);
  for (let y = 0; y < canvas.height; y++) {
    // The lowest row comes first, and the first row of an image is its top.
    const row = rows - 1 - Math.floor(y / grain);
    for (let x = 0; x < canvas.width; x++) {
      const [r, g, b] = scale.at(values[row * columns + Math.floor(x / grain)] as number);
      image.data.set([r, g, b, 255], 4 * (y * canvas.width + x));
    }
  }
  context.putImageData(image, 0, 0);
}

/** Paints the scale itself, from 0 on the left to 1 on the right. */
export function paintScale(context: CanvasRenderingContext2D, width: number, height: number, scale: HeatScale): void {
  for (let x = 0; x < width; x++) {
    const [r, g, b] = scale.at(x / (width - 1));
    context.fillStyle = `rgb(${r} ${g} ${b})`;
    context.fillRect(x, 0, 1, height);
  }
}

/** A map's values, and where in the window the middle of each is: the columns' x, the rows' y. */
export function placeCells({ rows, columns }: Heat, window: Window, panel: Panel): { x: number[]; y: number[] } {
  const middles = ([low, high]: Range, count: number, logarithmic: boolean) =>
    Array.from({ length: count }, (_, i) => {
      const share = (i + 0.5) / count;
      return logarithmic ? low * (high / low) ** share : low + share * (high - low);
    });
  return {
    x: middles(window.x, columns, panel.x.scale === "log"),
    y: middles(window.y, rows, panel.y.scale === "log"),
  };
}

/** What a column or a row of a map is called: by its name, or by the number in its middle. */
export const nameCell = ({ names }: Axis, index: number, middles: readonly number[]): string | number =>
  names?.[index] ?? (middles[index] as number);

/** What a panel says in words: its own summary, which lines hide one another, and where its map is deepest. */
export function summarize(panel: Panel): string {
  const { heat, window } = panel;
  const summary = panel.summary + tellCoincident(panel);
  if (!heat || !window) {
    return summary;
  }
  if (panel.x.names) {
    return `${summary} Shaded from 0 to 1: ${heat.label}.`;
  }
  let top = 0;
  for (let i = 1; i < heat.values.length; i++) {
    top = (heat.values[i] as number) > (heat.values[top] as number) ? i : top;
  }
  const { x, y } = placeCells(heat, window, panel);
  const place = [x[top % heat.columns], y[Math.floor(top / heat.columns)]].map((number = 0) => round(number));
  return `${summary} Shaded from 0 to 1: ${heat.label}; most, ${round(heat.values[top] as number)}, near (${place.join(", ")}).`;
}

const round = (value: number) => Number(value.toPrecision(2));
