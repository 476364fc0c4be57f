import type { Panel, Series } from "../../demos/demo";

/** What a plot takes from the editor's theme. */
export interface Theme {
  foreground: string;
  quiet: string;
  grid: string;
  /** Of measured series, in this order; a marker and a dash pattern of its own tell each apart without them. */
  colours: string[];
  highContrast: boolean;
  font: string;
  fontSize: number;
}

/** How a series is drawn. */
interface Style {
  colour: string;
  width: number;
  dash: number[];
  alpha: number;
  /** Of `markers`, for measured series whose label is theirs alone. */
  marker?: number;
  /** Of `fills`. */
  fill: number;
}

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
  ],
  quiet: [[], [4, 4], [1, 3]],
};

/** Outlines of markers of radius `r` round a point. */
const markers: ((context: Context, x: number, y: number, r: number) => void)[] = [
  (context, x, y, r) => context.arc(x, y, r, 0, 2 * Math.PI),
  (context, x, y, r) => context.rect(x - r, y - r, 2 * r, 2 * r),
  (context, x, y, r) =>
    trace(context, [
      [x, y - 1.2 * r],
      [x + 1.1 * r, y + 0.8 * r],
      [x - 1.1 * r, y + 0.8 * r],
    ]),
  (context, x, y, r) =>
    trace(context, [
      [x, y - 1.4 * r],
      [x + 1.4 * r, y],
      [x, y + 1.4 * r],
      [x - 1.4 * r, y],
    ]),
  (context, x, y, r) =>
    trace(context, [
      [x, y + 1.2 * r],
      [x + 1.1 * r, y - 0.8 * r],
      [x - 1.1 * r, y - 0.8 * r],
    ]),
];

function trace(context: Context, points: [number, number][]): void {
  for (const [x, y] of points) {
    context.lineTo(x, y);
  }
  context.closePath();
}

/** The painter of a panel: `paint` is draws its series, `key` says what is what. */
export function createPainter(panel: Panel, earlier: readonly Series[], theme: Theme) {
  const styles = styleSeries(panel.series, theme);
  const labels = [...styles.keys()];
  const bars = labels.filter((label) => panel.series.some((one) => one.label === label && one.kind === "bars"));

  function paint(context: Context, at: Place): void {
    const old = earlier.map((series) => ({ series, faint: true }));
    for (const { series, faint } of [...old, ...panel.series.map((one) => ({ series: one, faint: false }))]) {
      const style = styles.get(series.label);
      if (style) {
        const group = { index: bars.indexOf(series.label), of: bars.length };
        drawSeries(context, series, panel, at, faint ? fade(style) : style, group);
      }
    }
  }

  const key = labels.map((label) => ({
    label,
    draw: (canvas: HTMLCanvasElement) => drawSwatch(canvas, styles.get(label) as Style, kindOf(panel, label)),
  }));
  return { paint, key };
}

const kindOf = (panel: Panel, label: string) => panel.series.find((one) => one.label === label)?.kind ?? "line";

/** As an earlier run is drawn. */
const fade = ({ marker: _, ...style }: Style): Style => ({ ...style, alpha: 0.5, width: 1 });

/** A style for each label, in the order in which labels come. */
function styleSeries(list: readonly Series[], theme: Theme): Map<string, Style> {
  const styles = new Map<string, Style>();
  const seen = { measured: 0, exact: 0, quiet: 0 };
  for (const { label, role } of list) {
    if (styles.has(label)) {
      continue;
    }
    const index = seen[role]++;
    const alone = list.filter((other) => other.label === label).length === 1;
    styles.set(label, {
      colour:
        role === "measured"
          ? (theme.colours[index % theme.colours.length] as string)
          : role === "exact"
            ? theme.foreground
            : theme.quiet,
      width: (role === "measured" ? 2 : role === "exact" ? 1.5 : 1) * (theme.highContrast ? 1.4 : 1),
      dash: dashes[role][index % dashes[role].length] as number[],
      alpha: role === "quiet" && !theme.highContrast ? 0.7 : 1,
      fill: index % 3,
      ...(role === "measured" && alone ? { marker: index % markers.length } : {}),
    });
  }
  return styles;
}

function drawSeries(
  context: Context,
  series: Series,
  panel: Panel,
  at: Place,
  style: Style,
  group: { index: number; of: number },
): void {
  const xs = series.x ?? panel.x.values;
  const { values } = series;
  applyStyle(context, style);
  const points: [number, number][] = [];
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
    if (series.kind === "line") {
      context[open ? "lineTo" : "moveTo"](x, y);
      open = true;
    }
  }
  if (series.kind === "bars") {
    const step = points.length > 1 ? (points[1] as [number, number])[0] - (points[0] as [number, number])[0] : 20;
    const width = (0.84 * step) / group.of;
    for (const [x, y] of points) {
      drawBar(context, x - 0.42 * step + group.index * width, y, width * 0.9, at("y", 0) - y, style);
    }
    return;
  }
  context.stroke();
  if (style.marker !== undefined || series.kind === "points") {
    const every = series.kind === "points" ? 1 : Math.max(1, Math.ceil(points.length / 9));
    const first = series.kind === "points" ? 0 : Math.floor((((style.marker ?? 0) + 0.5) * every) / markers.length);
    for (let i = first; i < points.length; i += every) {
      drawMarker(context, points[i] as [number, number], style, series.kind === "points" ? 5 : 3.2);
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
}

function drawMarker(context: Context, [x, y]: [number, number], style: Style, radius: number): void {
  context.beginPath();
  markers[style.marker ?? 0]?.(context, x, y, radius);
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

function drawSwatch(canvas: HTMLCanvasElement, style: Style, kind: Series["kind"]): void {
  const [width, height] = [34, 14];
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) {
    return;
  }
  context.scale(devicePixelRatio, devicePixelRatio);
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
