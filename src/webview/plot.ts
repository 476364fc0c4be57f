import uPlot from "uplot";
import type { Panel, Series } from "../demos/demo";
import { element } from "./element";
import { createPainter, type Theme } from "./plot/paint";
import { findRanges } from "./plot/ranges";
import { fillTables } from "./plot/tables";

/** A panel on the page: title, picture, key, and its numbers as a table. */
export interface Plot {
  readonly node: HTMLElement;
  /** Shows a panel, with what earlier runs measured behind it. */
  show(panel: Panel, earlier: readonly Series[]): void;
  /** Draws again, in the colours that the theme has now. */
  redraw(): void;
  dispose(): void;
}

/** Space that uPlot keeps for axes, so that the size of the picture itself is known. */
const frame = { left: 64, bottom: 48, top: 10, right: 12 };
const height = 300;

/** Makes an empty plot: `node` is put on the page by the caller. */
export function createPlot(): Plot {
  const title = element("h3");
  const picture = element("div", { className: "picture", role: "img" });
  const key = element("ul", { className: "key" });
  const caption = element("figcaption");
  const tables = element("div", { className: "tables", tabIndex: 0, role: "region" });
  const details = element("details", {}, element("summary", { textContent: "Numbers" }), tables);
  const node = element("figure", { className: "plot" }, title, picture, key, caption, details);

  // uPlot draws the axes, and only when they change. Series have a canvas of their own that the processor paints: through
  // the graphics process every dash is costly where it is emulated, and a demo may be computing there.
  const canvas = element("canvas", { className: "series" });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let shown: { panel: Panel; earlier: readonly Series[] } | undefined;
  let chart: uPlot | undefined;
  /** What chart, axes and key were made for: each is made anew only where that changes. */
  const made = { chart: "", axes: "", key: "" };

  function draw(): void {
    const width = Math.floor(picture.clientWidth);
    if (!shown || width === 0) {
      return;
    }
    const { panel, earlier } = shown;
    const theme = readTheme();
    const inner = { width: width - frame.left - frame.right, height: height - frame.top - frame.bottom };
    const shape = JSON.stringify([theme, width, devicePixelRatio, panel.x.scale, panel.y, panel.x.label]);
    if (!chart || shape !== made.chart) {
      chart?.destroy();
      chart = new uPlot(options(width, panel, theme), [], picture);
      // What is drawn says the same as the label of the picture, to those who see it.
      chart.root.ariaHidden = "true";
      chart.over.append(canvas);
      Object.assign(made, { chart: shape, axes: "", key: "" });
    }
    const ranges = findRanges(panel, earlier, inner);
    const axes = JSON.stringify(ranges);
    if (axes !== made.axes) {
      made.axes = axes;
      chart.batch((u: uPlot) => {
        u.setData([ranges.x, ranges.y], false);
        u.setScale("x", { min: ranges.x[0], max: ranges.x[1] });
        u.setScale("y", { min: ranges.y[0], max: ranges.y[1] });
      });
    }
    const painter = createPainter(panel, earlier, theme);
    paint(painter, chart);
    const labels = JSON.stringify(painter.key.map(({ label }) => label));
    if (labels !== made.key) {
      made.key = labels;
      key.replaceChildren(
        ...painter.key.map(({ label, draw: drawSwatch }) => {
          const swatch = element("canvas", { ariaHidden: "true", className: "swatch" });
          drawSwatch(swatch);
          return element("li", {}, swatch, label);
        }),
      );
    }
  }

  function paint(painter: ReturnType<typeof createPainter>, { over, valToPos }: uPlot): void {
    const size = { width: over.clientWidth, height: over.clientHeight };
    canvas.width = Math.round(size.width * devicePixelRatio);
    canvas.height = Math.round(size.height * devicePixelRatio);
    Object.assign(canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
    if (context) {
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      painter.paint(context, (axis, value) => valToPos(value, axis));
    }
  }

  const options = (width: number, panel: Panel, theme: Theme): uPlot.Options => {
    const axis = (label: string, size: number, logarithmic: boolean): uPlot.Axis => ({
      label,
      ...(logarithmic
        ? { splits: (_u, _axis, low, high) => splitDecades(low, high), filter: (_u, splits) => splits }
        : {}),
      size: size - 20,
      labelSize: 20,
      stroke: theme.foreground,
      font: `${theme.fontSize}px ${theme.font}`,
      labelFont: `${theme.fontSize}px ${theme.font}`,
      grid: { stroke: theme.grid, width: 1 },
      ticks: { stroke: theme.grid, width: 1, size: 4 },
      values: (_, splits) => splits.map(formatTick),
    });
    const scale = (isLogarithmic: boolean): uPlot.Scale => ({
      time: false,
      distr: isLogarithmic ? 3 : 1,
      // As it is set, and not to whole decades.
      range: (_, low, high) => [low, high],
    });
    const logarithmic = { x: panel.x.scale === "log", y: panel.y.scale === "log" };
    return {
      width,
      height,
      padding: [frame.top, frame.right, 0, 0],
      scales: { x: scale(logarithmic.x), y: scale(logarithmic.y) },
      axes: [axis(panel.x.label, frame.bottom, logarithmic.x), axis(panel.y.label, frame.left, logarithmic.y)],
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      cursor: { show: false },
      legend: { show: false },
    };
  };

  const resized = new ResizeObserver(draw);
  resized.observe(picture);
  details.addEventListener("toggle", () => shown && details.open && fillTables(tables, shown.panel));

  return {
    node,
    show: (panel, earlier) => {
      shown = { panel, earlier };
      title.textContent = panel.title;
      caption.textContent = panel.summary;
      picture.ariaLabel = `${panel.title}. ${panel.summary}`;
      tables.ariaLabel = `Numbers of “${panel.title}”`;
      draw();
      if (details.open) {
        fillTables(tables, panel);
      }
    },
    redraw: draw,
    dispose: () => {
      resized.disconnect();
      chart?.destroy();
      node.remove();
    },
  };
}

/** Ticks of a logarithmic axis: few enough to be read, at 1, 2 and 5 of each decade, at each decade, or at every second. */
function splitDecades(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Math.log10(high / low);
  const within = decades < 2.5 ? [1, 2, 5] : [1];
  const every = Math.ceil(decades / 7);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter((power) => power % every === 0)
    .flatMap((power) => within.map((part) => part * 10 ** power))
    .filter((value) => value >= low && value <= high);
}

/** Short enough for an axis: 0.05, 20, 1e-5. */
function formatTick(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5)
    ? value.toExponential().replace("e+", "e")
    : String(Number(value.toPrecision(4)));
}

/** The colours and the font that the editor's theme has now. */
function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const colour = (...names: string[]) => {
    const found = names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== "");
    return found ?? style.color;
  };
  const { classList } = document.body;
  const highContrast = classList.contains("vscode-high-contrast") || classList.contains("vscode-high-contrast-light");
  return {
    foreground: colour("foreground"),
    quiet: colour("descriptionForeground", "foreground"),
    grid: `color-mix(in srgb, ${colour("foreground")} ${highContrast ? 35 : 15}%, transparent)`,
    colours: ["blue", "red", "green", "purple", "orange"].map((name) => colour(`charts-${name}`, "foreground")),
    highContrast,
    font: style.fontFamily || "sans-serif",
    fontSize: 12,
  };
}
