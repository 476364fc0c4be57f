import { type KeyEntry, swatch } from "./paint";
import type { Theme } from "./theme";

/** What lies on a picture, and where: CSS pixels from its top left corner. */
export interface Layer {
  canvas: HTMLCanvasElement;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What a plot shows, for a picture that stands for itself. */
export interface Shown {
  title: string;
  summary: string;
  key: readonly KeyEntry[];
  width: number;
  height: number;
  layers: readonly Layer[];
}

const line = 18;
const margin = 8;

/** Puts title, layers, key and summary of a plot under one another, on the background of the theme. */
export function composePicture({ title, summary, key, width, height, layers }: Shown, theme: Theme): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const measure = setFont(canvas, theme);
  const entries = placeEntries(measure, key, width);
  const text = wrapText(measure, summary, width);
  const keyTop = line + margin + height;
  const textTop = keyTop + (entries.at(-1)?.y ?? -line) + line + margin;
  const context = sizeCanvas(canvas, width, textTop + line * text.length + margin, theme);
  writeLine(context, title, 0, theme, "bold");
  for (const layer of layers) {
    context.drawImage(layer.canvas, layer.left, line + margin + layer.top, layer.width, layer.height);
  }
  for (const { entry, x, y } of entries) {
    context.save();
    context.translate(x, keyTop + y + 2);
    entry.draw(context);
    context.restore();
    setFont(canvas, theme);
    context.fillText(entry.label, x + swatch.width + 6, keyTop + y + 2);
  }
  text.forEach((words, i) => {
    writeLine(context, words, textTop + i * line, theme);
  });
  return canvas;
}

/** Puts pictures side by side in columns under a heading, each on the background of the theme. */
export function arrangePictures(
  heading: { title: string; text: string },
  pictures: readonly HTMLCanvasElement[],
  columns: number,
  theme: Theme,
): HTMLCanvasElement {
  const gap = 24;
  const size = (picture: HTMLCanvasElement) => ({
    width: picture.width / devicePixelRatio,
    height: picture.height / devicePixelRatio,
  });
  const column = Math.max(...pictures.map((picture) => size(picture).width));
  const width = columns * column + (columns - 1) * gap;
  const rows = Array.from({ length: Math.ceil(pictures.length / columns) }, (_, row) =>
    pictures.slice(row * columns, (row + 1) * columns),
  );
  const canvas = document.createElement("canvas");
  const text = wrapText(setFont(canvas, theme), heading.text, width);
  const top = line * (1 + text.length) + gap;
  const heights = rows.map((row) => Math.max(...row.map((picture) => size(picture).height)) + gap);
  const total = top + heights.reduce((sum, height) => sum + height, 0);
  const context = sizeCanvas(canvas, width + 2 * gap, total + 2 * gap, theme);
  context.translate(gap, gap);
  writeLine(context, heading.title, 0, theme, "bold");
  text.forEach((words, i) => {
    writeLine(context, words, (i + 1) * line, theme);
  });
  let y = top;
  rows.forEach((row, r) => {
    row.forEach((picture, c) => {
      const { width: wide, height: high } = size(picture);
      context.drawImage(picture, c * (column + gap), y, wide, high);
    });
    y += heights[r] as number;
  });
  return canvas;
}

/** A canvas of so many CSS pixels, filled with the background; its size undoes what was set before. */
function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number, theme: Theme): CanvasRenderingContext2D {
  canvas.width = Math.ceil(width * devicePixelRatio);
  canvas.height = Math.ceil(height * devicePixelRatio);
  const context = setFont(canvas, theme);
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width + 1, height + 1);
  context.fillStyle = theme.foreground;
  return context;
}

function setFont(canvas: HTMLCanvasElement, theme: Theme, weight = ""): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) {
    throw new Error("There is no canvas to draw the picture on.");
  }
  context.font = `${weight} ${theme.fontSize}px ${theme.font}`.trim();
  context.textBaseline = "top";
  context.fillStyle = theme.foreground;
  return context;
}

function writeLine(context: CanvasRenderingContext2D, text: string, y: number, theme: Theme, weight = ""): void {
  setFont(context.canvas, theme, weight).fillText(text, 0, y + 2);
}

function placeEntries(context: CanvasRenderingContext2D, key: readonly KeyEntry[], width: number) {
  let [x, y] = [0, 0];
  return key.map((entry) => {
    const wide = swatch.width + 6 + context.measureText(entry.label).width;
    if (x > 0 && x + wide > width) {
      [x, y] = [0, y + line];
    }
    const place = { entry, x, y };
    x += wide + 16;
    return place;
  });
}

function wrapText(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let words = "";
  for (const word of text.split(" ")) {
    const longer = words ? `${words} ${word}` : word;
    if (words && context.measureText(longer).width > width) {
      lines.push(words);
      words = word;
    } else {
      words = longer;
    }
  }
  return words ? [...lines, words] : lines;
}
