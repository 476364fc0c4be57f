import "./plot/language";
import type uPlot from "uplot";
import type { Panel, Series } from "../demos/demo";
import { element } from "./element";
import { createChart, measureFrame } from "./plot/chart";
import type { Colour } from "./plot/colours";
import { paintHeat, summarize } from "./plot/heat";
import { createPainter, type KeyEntry, type Painter, swatch } from "./plot/paint";
import { composePicture, type Layer } from "./plot/picture";
import { findRanges } from "./plot/ranges";
import { fillTables } from "./plot/tables";
import { readTheme, type Theme } from "./plot/theme";

/** A panel on the page: title, picture, key, and its numbers as a table. */
export interface Plot {
  readonly node: HTMLElement;
  /** Shows a panel, with what earlier runs measured behind it. */
  show(panel: Panel, earlier: readonly Series[]): void;
  /** Draws again, in the colours that the theme has now. */
  redraw(): void;
  /** The size of the picture inside its axes, in CSS pixels, and the colour of points that move, once it is drawn. */
  look(): { width: number; height: number; colour: Colour } | undefined;
  /** Lays points over the map and under the series, until the picture has another size or other axes; or takes them away. */
  showPoints(points: ImageBitmap | undefined): void;
  /** Everything but the table, as one picture. */
  compose(): HTMLCanvasElement | undefined;
  dispose(): void;
}

/** Makes an empty plot: `node` is put on the page by the caller. `changed` is called when it has another size or other axes. */
export function createPlot(changed: () => void): Plot {
  const title = element("h3");
  const picture = element("div", { className: "picture", role: "img" });
  const key = element("ul", { className: "key" });
  const caption = element("figcaption");
  const tables = element("div", { className: "tables", tabIndex: 0, role: "region" });
  const details = element("details", {}, element("summary", { textContent: "Numbers" }), tables);
  const node = element("figure", { className: "plot" }, title, picture, key, caption, details);

  // uPlot draws the axes, and only when they change. Over them lie the map, points that a worker paints, and the series on
  // a canvas that the processor paints: through the graphics process every dash is costly where it is emulated, and a demo
  // may be computing there.
  const heat = element("canvas", { className: "heat" });
  const points = element("canvas", { className: "points" });
  const pointsContext = points.getContext("bitmaprenderer");
  const canvas = element("canvas", { className: "series" });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let shown: { panel: Panel; earlier: readonly Series[] } | undefined;
  let drawn: { chart: uPlot; theme: Theme; key: KeyEntry[] } | undefined;
  /** What chart, axes and key were made for: each is made anew only where that changes. */
  const made = { chart: "", axes: "", key: "" };

  function draw(): void {
    const width = Math.floor(picture.clientWidth);
    if (!shown || width === 0) {
      return;
    }
    const { panel, earlier } = shown;
    const theme = readTheme();
    const { left, right, top, bottom, height } = measureFrame(panel, theme);
    const shape = JSON.stringify([theme.key, width, devicePixelRatio, { ...panel.x, values: [] }, panel.y]);
    if (!drawn || shape !== made.chart) {
      drawn?.chart.destroy();
      picture.style.height = `${height}px`;
      drawn = { chart: createChart(picture, width, panel, theme), theme, key: [] };
      // What is drawn says the same as the label of the picture, to those who see it.
      drawn.chart.root.ariaHidden = "true";
      drawn.chart.over.append(heat, points, canvas);
      Object.assign(made, { chart: shape, axes: "", key: "" });
    }
    const { chart } = drawn;
    const inner = { width: width - left - right, height: height - top - bottom };
    const ranges = findRanges(panel, earlier, inner);
    const axes = JSON.stringify(ranges);
    if (axes !== made.axes) {
      made.axes = axes;
      pointsContext?.transferFromImageBitmap(null);
      chart.batch((u: uPlot) => {
        u.setData([ranges.x, ranges.y], false);
        u.setScale("x", { min: ranges.x[0], max: ranges.x[1] });
        u.setScale("y", { min: ranges.y[0], max: ranges.y[1] });
      });
      changed();
    }
    const painter = createPainter(panel, earlier, theme);
    drawn.key = painter.key;
    showHeat(panel, chart, theme);
    paint(painter, chart);
    const labels = JSON.stringify(painter.key.map(({ label }) => label));
    if (labels !== made.key) {
      made.key = labels;
      key.replaceChildren(...painter.key.map(createEntry));
    }
  }

  function showHeat({ heat: map, window }: Panel, chart: uPlot, theme: Theme): void {
    heat.hidden = !map || !window;
    if (map && window) {
      paintHeat(heat, map, theme.heat);
      const [left, right] = window.x.map((value) => chart.valToPos(value, "x")) as [number, number];
      const [bottom, top] = window.y.map((value) => chart.valToPos(value, "y")) as [number, number];
      const place = { left, top, width: right - left, height: bottom - top };
      Object.assign(heat.style, Object.fromEntries(Object.entries(place).map(([name, value]) => [name, `${value}px`])));
    }
  }

  function paint(painter: Painter, { over, valToPos }: uPlot): void {
    const size = { width: over.clientWidth, height: over.clientHeight };
    canvas.width = Math.round(size.width * devicePixelRatio);
    canvas.height = Math.round(size.height * devicePixelRatio);
    Object.assign(canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
    if (context) {
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      painter.paint(context, (axis, value) => valToPos(value, axis));
    }
  }

  const resized = new ResizeObserver(draw);
  resized.observe(picture);
  details.addEventListener("toggle", () => shown && details.open && fillTables(tables, shown.panel));

  return {
    node,
    show: (panel, earlier) => {
      shown = { panel, earlier };
      const summary = summarize(panel);
      title.textContent = panel.title;
      caption.textContent = summary;
      picture.ariaLabel = `${panel.title}. ${summary}`;
      tables.ariaLabel = `Numbers of “${panel.title}”`;
      draw();
      if (details.open) {
        fillTables(tables, panel);
      }
    },
    redraw: draw,
    look: () => {
      if (!drawn) {
        return undefined;
      }
      const { clientWidth, clientHeight } = drawn.chart.over;
      return { width: clientWidth, height: clientHeight, colour: drawn.theme.live };
    },
    showPoints: (bitmap) => {
      const over = drawn?.chart.over;
      if (!bitmap) {
        pointsContext?.transferFromImageBitmap(null);
      } else if (over && bitmap.width === Math.round(over.clientWidth * devicePixelRatio)) {
        Object.assign(points, { width: bitmap.width, height: bitmap.height });
        Object.assign(points.style, { width: `${over.clientWidth}px`, height: `${over.clientHeight}px` });
        pointsContext?.transferFromImageBitmap(bitmap);
      }
    },
    compose: () => {
      if (!drawn || !shown) {
        return undefined;
      }
      const { chart, theme } = drawn;
      const base = chart.root.getBoundingClientRect();
      const layers = [chart.ctx.canvas, heat, points, canvas].flatMap((layer): Layer[] => {
        const { left, top, width, height: high } = layer.getBoundingClientRect();
        return width === 0 ? [] : [{ canvas: layer, left: left - base.left, top: top - base.top, width, height: high }];
      });
      const text = { title: shown.panel.title, summary: summarize(shown.panel), key: drawn.key };
      return composePicture({ ...text, width: chart.width, height: chart.height, layers }, theme);
    },
    dispose: () => {
      resized.disconnect();
      drawn?.chart.destroy();
      node.remove();
    },
  };
}

function createEntry({ label, draw }: KeyEntry): HTMLLIElement {
  const canvas = element("canvas", { ariaHidden: "true", className: "swatch" });
  canvas.width = swatch.width * devicePixelRatio;
  canvas.height = swatch.height * devicePixelRatio;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.scale(devicePixelRatio, devicePixelRatio);
  if (context) {
    draw(context);
  }
  return element("li", {}, canvas, label);
}
