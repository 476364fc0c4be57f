import type { Panel, Series } from "../../src/demos/demo";
import { createPlot, type Plot } from "../../src/webview/plot";

/** What a test of plots can do in a page: one plot is there at a time. */
export interface PlotPage {
  show(panel: Panel, earlier?: Series[]): void;
  compose(): string;
}

let plot: Plot | undefined;
const plotPage: PlotPage = {
  show: (panel, earlier = []) => {
    plot?.dispose();
    plot = createPlot(() => {});
    document.body.append(plot.node);
    plot.show(panel, earlier);
  },
  compose: () => plot?.compose()?.toDataURL() ?? "",
};
Object.assign(globalThis, { plotPage });
