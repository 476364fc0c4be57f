import uPlot from "uplot";
import type { Axis, Panel } from "../../demos/demo";
import type { Theme } from "./theme";
import { formatTick, splitDecades, tickSteps } from "./ticks";

/** What uPlot is to keep for axes, and the height of all: then the size of the picture itself is known. */
export function measureFrame({ x, y }: Panel, theme: Theme) {
  const left = y.names ? widest(y.names, theme) + 36 : 72;
  const bottom = x.names ? widest(x.names, theme) + 36 : 48;
  const [top, right] = [10, 20];
  return { left, bottom, top, right, height: y.names ? top + 19 * y.names.length + bottom : 300 };
}

function widest(names: readonly string[], theme: Theme): number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) {
    return 0;
  }
  context.font = fontOf(theme);
  return Math.ceil(Math.max(...names.map((name) => context.measureText(name).width)));
}

const fontOf = ({ fontSize, font }: Theme) => `${fontSize}px ${font}`;

/** Makes the axes of a panel: uPlot draws them, and nothing else. */
export function createChart(place: HTMLElement, width: number, panel: Panel, theme: Theme): uPlot {
  const frame = measureFrame(panel, theme);
  const axis = ({ label, scale: kind, names }: Axis, size: number): uPlot.Axis => ({
    label,
    incrs: tickSteps,
    ...(kind === "log"
      ? { splits: (_u, _axis, low, high) => splitDecades(low, high), filter: (_u, splits) => splits }
      : {}),
    ...(names ? { splits: () => names.map((_, i) => i + 1), rotate: 90 } : {}),
    size: size - 20,
    labelSize: 20,
    stroke: theme.foreground,
    font: fontOf(theme),
    labelFont: fontOf(theme),
    grid: { stroke: theme.grid, width: 1 },
    ticks: { stroke: theme.grid, width: 1, size: 4 },
    values: (_, splits) => splits.map((at) => (names ? (names[at - 1] ?? "") : formatTick(at))),
  });
  const scale = (isLogarithmic: boolean): uPlot.Scale => ({
    time: false,
    distr: isLogarithmic ? 3 : 1,
    // As it is set, and not to whole decades.
    range: (_, low, high) => [low, high],
  });
  const options: uPlot.Options = {
    width,
    height: frame.height,
    padding: [frame.top, frame.right, 0, 0],
    scales: { x: scale(panel.x.scale === "log"), y: scale(panel.y.scale === "log") },
    axes: [axis(panel.x, frame.bottom), axis(panel.y, frame.left)],
    series: [{}, { show: true, paths: () => null, points: { show: false } }],
    cursor: { show: false },
    legend: { show: false },
  };
  return new uPlot(options, [], place);
}
