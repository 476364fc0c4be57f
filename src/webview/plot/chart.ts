import uPlot from "uplot";
import type { Panel } from "../../demos/demo";
import type { Theme } from "./theme";
import { formatTick, splitDecades, tickSteps } from "./ticks";

/** Space that uPlot keeps for axes, so that the size of the picture itself is known. */
export const frame = { left: 72, bottom: 48, top: 10, right: 20 };
export const height = 300;

/** Makes the axes of a panel: uPlot draws them, and nothing else. */
export function createChart(place: HTMLElement, width: number, panel: Panel, theme: Theme): uPlot {
  const axis = (label: string, size: number, logarithmic: boolean): uPlot.Axis => ({
    label,
    incrs: tickSteps,
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
  const options: uPlot.Options = {
    width,
    height,
    padding: [frame.top, frame.right, 0, 0],
    scales: { x: scale(logarithmic.x), y: scale(logarithmic.y) },
    axes: [axis(panel.x.label, frame.bottom, logarithmic.x), axis(panel.y.label, frame.left, logarithmic.y)],
    series: [{}, { show: true, paths: () => null, points: { show: false } }],
    cursor: { show: false },
    legend: { show: false },
  };
  return new uPlot(options, [], place);
}
