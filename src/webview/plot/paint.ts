import type { Panel, Series } from "../../demos/demo";
import { findCoincident } from "./coincidence";
import { paintScale } from "./heat";
import { markers } from "./markers";
import type { Theme } from "./theme";

/** How a series is drawn. */
interface Style {
  colour: string;
  width: number;
  dash: number[];
  alpha: number;
  /** Of `markers`, for measured series whose label is theirs alone. */
  marker?: number;
  /** Of bars: full, hatched, empty. */
  fill: number;
  /** By how much its markers are larger. */
  grown?: number;
}

/** Of those that share a place, which one it is: bars stand side by side, lines on one another are drawn in turns. */
interface Turn {
  index: number;
  of: number;
}

/** A value that is measured without bias lies so many of its standard errors from the truth at most, 19 times in 20. */
export const errorsShown = 2;

const alone: Turn = { index: 0, of: 1 };

type Context = CanvasRenderingContext2D;

/** Where a value is drawn, in CSS pixels. */
type Place = (axis: "x" | "y", value: number) => number;

const dashes = {
  measured: [[], [9, 4], [2, 3], [9, 3, 2, 3], [14, 5]],
  exact: [
    [5, 5],
    [1, 4],
    [10, 3, 1, 3],
    [14, 4],
    [10, 3, 1, 3, 1, 3],
  ],
  quiet: [[], [4, 4], [1, 3]],
};

/** One entry of the key: a swatch of so many CSS pixels, and what it stands for. */
export interface KeyEntry {
  label: string;
  draw(context: Context): void;
}

/** The size of a swatch in CSS pixels. */
export const swatch = { width: 34, height: 14 };

/** What a panel is drawn with. */
export interface Painter {
  paint(context: Context, at: Place): void;
  key: KeyEntry[];
}

/** The painter of a panel: `paint` draws its series, `key` says what is what. */
export function createPainter(panel: Panel, earlier: readonly Series[], theme: Theme): Painter {
  const styles = styleSeries(panel.series, theme);
  const labels = [...styles.keys()];
  const bars = labels.filter((label) => panel.series.some((one) => one.label === label && one.kind === "bars"));
  const coincident = findCoincident(panel);
  const findTurn = (series: Series): Turn => {
    if (series.kind === "bars") {
      return { index: bars.indexOf(series.label), of: bars.length };
    }
    const group = coincident.find((one) => one.includes(series));
    return group ? { index: group.indexOf(series), of: group.length } : alone;
  };

  function paint(context: Context, at: Place): void {
    const old = earlier.map((series) => ({ series, faint: true }));
    for (const { series, faint } of [...old, ...panel.series.map((one) => ({ series: one, faint: false }))]) {
      const style = styles.get(series.label);
      if (style) {
        const turn = findTurn(series);
        if (panel.heat) {
          drawSeries(context, series, panel, at, widen(style, theme), turn);
        }
        drawSeries(context, series, panel, at, faint ? fade(style) : style, turn);
      }
    }
  }

  const key: KeyEntry[] = labels.map((label) => ({
    label,
    draw: (context) => drawSwatch(context, styles.get(label) as Style, kindOf(panel, label)),
  }));
  const old = earlier.flatMap(({ label }) => styles.get(label) ?? [])[0];
  if (old) {
    key.push({ label: "Earlier runs", draw: (context) => drawSwatch(context, fade(old), "line") });
  }
  if (panel.series.some(({ errors }) => errors)) {
    key.push({
      label: `± ${errorsShown} standard errors, if beyond the marker`,
      draw: (context) => drawErrorSwatch(context, theme),
    });
  }
  if (panel.heat) {
    key.push({
      label: `${panel.heat.label}, 0 to 1`,
      draw: (context) => paintScale(context, swatch.width, swatch.height, theme.heat),
    });
  }
  return { paint, key };
}

const kindOf = (panel: Panel, label: string) => panel.series.find((one) => one.label === label)?.kind ?? "line";

/** As an earlier run is drawn. */
const fade = ({ marker: _, ...style }: Style): Style => ({ ...style, alpha: 0.5, width: 1 });

/** What lies under a series on a map, so that it stands out from every shade of it. */
const widen = (style: Style, theme: Theme): Style => ({
  ...style,
  colour: theme.background,
  width: style.width + 3,
  dash: [],
  alpha: 0.8,
  grown: 1,
});

/** A style for each label, in the order in which labels come. */
function styleSeries(list: readonly Series[], theme: Theme): Map<string, Style> {
  const styles = new Map<string, Style>();
  const seen = { measured: 0, exact: 0, quiet: 0 };
  for (const { label, role } of list) {
    if (styles.has(label)) {
      continue;
    }
    const index = seen[role]++;
    // Where a colour comes again it has another dash and another marker.
    const turn = index + (role === "measured" ? Math.floor(index / theme.colours.length) : 0);
    const alone = list.filter((other) => other.label === label).length === 1;
    styles.set(label, {
      colour:
        role === "measured"
          ? (theme.colours[index % theme.colours.length] as string)
          : role === "exact"
            ? theme.foreground
            : theme.quiet,
      width: (role === "measured" ? 2 : role === "exact" ? 1.5 : 1) * (theme.highContrast ? 1.4 : 1),
      dash: dashes[role][turn % dashes[role].length] as number[],
      alpha: role === "quiet" && !theme.highContrast ? 0.7 : 1,
      fill: index % 3,
      ...(role === "measured" && alone ? { marker: turn % markers.length } : {}),
    });
  }
  return styles;
}

/** So many CSS pixels of one line, before the turn of the next that lies on it. */
const turnLength = 9;

function drawSeries(context: Context, series: Series, panel: Panel, at: Place, style: Style, turn: Turn): void {
  const xs = series.x ?? panel.x.values;
  const { values } = series;
  applyStyle(context, style);
  if (series.kind === "line" && turn.of > 1) {
    context.setLineDash([turnLength, turnLength * (turn.of - 1)]);
    context.lineDashOffset = -turnLength * turn.index;
  }
  const points: [number, number][] = [];
  const errors: [x: number, low: number, high: number][] = [];
  context.beginPath();
  let open = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const [x, y] = [at("x", xs[i] as number), at("y", value)];
    if (!Number.isFinite(value) || !Number.isFinite(y)) {
      open = false;
      continue;
    }
    points.push([x, y]);
    const error = errorsShown * (series.errors?.[i] ?? 0);
    if (error > 0) {
      errors.push([x, at("y", value - error), at("y", value + error)]);
    }
    if (series.kind === "line") {
      context[open ? "lineTo" : "moveTo"](x, y);
      open = true;
    }
  }
  if (series.kind === "bars") {
    const step = points.length > 1 ? (points[1] as [number, number])[0] - (points[0] as [number, number])[0] : 20;
    const width = (0.84 * step) / turn.of;
    for (const [x, y] of points) {
      drawBar(context, x - 0.42 * step + turn.index * width, y, width * 0.9, at("y", 0) - y, style);
    }
    return;
  }
  context.stroke();
  for (const error of errors) {
    drawError(context, error);
  }
  if (style.marker !== undefined || series.kind === "points") {
    const scattered = series.kind === "points";
    const every = scattered ? turn.of : Math.max(1, Math.ceil(points.length / 9));
    const first = scattered ? turn.index : Math.floor((((style.marker ?? 0) + 0.5) * every) / markers.length);
    // Many are small, so that it is seen where they are dense.
    const radius = scattered ? Math.min(5, Math.max(1.3, 7 - 2 * Math.log10(points.length))) : 3.2;
    for (let i = first; i < points.length; i += every) {
      drawMarker(context, points[i] as [number, number], style, radius);
    }
  }
}

function applyStyle(context: Context, style: Style): void {
  context.globalAlpha = style.alpha;
  context.strokeStyle = style.colour;
  context.fillStyle = style.colour;
  context.lineWidth = style.width;
  context.lineJoin = "round";
  context.setLineDash(style.dash);
  context.lineDashOffset = 0;
}

/** From one end to the other; where one lies beyond what a logarithmic axis has, to the edge. */
function drawError(context: Context, [x, low, high]: readonly [number, number, number]): void {
  const bottom = Number.isFinite(low) ? low : context.canvas.height;
  context.save();
  context.setLineDash([]);
  context.lineWidth = 1.2;
  context.beginPath();
  context.moveTo(x, bottom);
  context.lineTo(x, high);
  for (const end of [bottom, high]) {
    context.moveTo(x - 3, end);
    context.lineTo(x + 3, end);
  }
  context.stroke();
  context.restore();
}

function drawMarker(context: Context, [x, y]: [number, number], style: Style, radius: number): void {
  context.beginPath();
  markers[style.marker ?? 0]?.(context, x, y, radius + (style.grown ?? 0));
  context.setLineDash([]);
  context.fill();
}

/** Bars are told apart by their filling: full, hatched, empty. */
function drawBar(context: Context, x: number, y: number, width: number, height: number, style: Style) {
  context.setLineDash([]);
  context.lineWidth = 1;
  if (height <= 0) {
    return;
  }
  if (style.fill === 0) {
    context.fillRect(x, y, width, height);
    return;
  }
  context.strokeRect(x, y, width, height);
  if (style.fill === 1) {
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.beginPath();
    for (let offset = -height; offset < width; offset += 4) {
      context.moveTo(x + offset, y + height);
      context.lineTo(x + offset + height, y);
    }
    context.stroke();
    context.restore();
  }
}

function drawErrorSwatch(context: Context, theme: Theme): void {
  context.globalAlpha = 1;
  context.strokeStyle = theme.foreground;
  drawError(context, [swatch.width / 2, swatch.height - 1, 1]);
}

function drawSwatch(context: Context, style: Style, kind: Series["kind"]): void {
  const { width, height } = swatch;
  applyStyle(context, style);
  if (kind === "bars") {
    drawBar(context, 10, 2, 14, 10, style);
    return;
  }
  if (kind === "line") {
    context.beginPath();
    context.moveTo(0, height / 2);
    context.lineTo(width, height / 2);
    context.stroke();
  }
  if (style.marker !== undefined || kind === "points") {
    drawMarker(context, [width / 2, height / 2], style, kind === "points" ? 5 : 3.2);
  }
}
