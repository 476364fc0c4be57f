import { type Colour, createHeatScale, type HeatScale } from "./colours";

/** What a plot takes from the editor's theme. */
export interface Theme {
  /** Another for other colours. */
  key: string;
  foreground: string;
  background: string;
  quiet: string;
  grid: string;
  /** Of measured series, in this order; a marker and a dash pattern of its own tell each apart without them. */
  colours: string[];
  /** Of points that move: of the first measured series. */
  live: Colour;
  /** Of a map behind the series. */
  heat: HeatScale;
  highContrast: boolean;
  font: string;
  fontSize: number;
}

/** The colours and the font that the editor's theme has now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const find = (...names: string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== "");
  const colour = (...names: string[]) => find(...names) ?? style.color;
  const { classList } = document.body;
  const highContrast = classList.contains("vscode-high-contrast") || classList.contains("vscode-high-contrast-light");
  const dark = !classList.contains("vscode-light") && !classList.contains("vscode-high-contrast-light");
  const foreground = colour("foreground");
  const background = find("editor-background") ?? (dark ? "#000" : "#fff");
  const colours = ["blue", "red", "green", "purple", "orange"].map((name) => colour(`charts-${name}`, "foreground"));
  const key = [foreground, background, ...colours, highContrast, style.fontFamily].join();
  return {
    key,
    foreground,
    background,
    quiet: colour("descriptionForeground", "foreground"),
    grid: `color-mix(in srgb, ${foreground} ${highContrast ? 35 : 15}%, transparent)`,
    colours,
    live: readColour(colours[0] as string),
    heat: findHeatScale(background, colour("charts-orange", "foreground"), foreground),
    highContrast,
    font: style.fontFamily || "sans-serif",
    fontSize: 12,
  };
}

let last: { key: string; scale: HeatScale } | undefined;

function findHeatScale(background: string, ink: string, foreground: string): HeatScale {
  const key = [background, ink, foreground].join();
  if (last?.key !== key) {
    last = { key, scale: createHeatScale(readColour(background), readColour(ink), readColour(foreground)) };
  }
  return last.scale;
}

const known = new Map<string, Colour>();

/** A colour as CSS writes it, in numbers: what a canvas makes of it. */
function readColour(text: string): Colour {
  const found = known.get(text);
  if (found) {
    return found;
  }
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let colour: Colour = [128, 128, 128];
  if (context) {
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    colour = [r, g, b];
  }
  known.set(text, colour);
  return colour;
}
