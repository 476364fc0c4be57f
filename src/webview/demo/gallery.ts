import type { Panel, Series } from "../../demos/demo";
import { element } from "../element";
import { createPlot, type Plot } from "../plot";
import { arrangePictures } from "../plot/picture";
import { readTheme } from "../plot/theme";

/** The panels of a demo, side by side where there is room. */
export interface Gallery {
  readonly node: HTMLElement;
  /** `live` is the title of the panel on which points move: on the others they are no more. */
  show(panels: readonly Panel[], earlier: (title: string) => readonly Series[], live?: string): void;
  /** The same with the next frame: buttons answer first, and of several the last is drawn. */
  showSoon(...given: Parameters<Gallery["show"]>): void;
  /** How a panel looks, all of them being alike; undefined where none is drawn. */
  look(): ReturnType<Plot["look"]>;
  /** Lays points that move over a panel, with the next frame; then `shown` is called. A page out of sight has no frames. */
  showPoints(panel: string, points: ImageBitmap, shown: () => void): void;
  /** All panels on one picture, under a heading. */
  compose(title: string, text: string): HTMLCanvasElement;
  dispose(): void;
}

/** Makes an empty gallery; its plots follow the editor's theme as it changes. `changed` is called when one looks otherwise. */
export function createGallery(changed: () => void): Gallery {
  const node = element("div", { className: "gallery" });
  const plots = new Map<string, Plot>();
  let frame = 0;
  let pointsFrame = 0;
  let livePanel: string | undefined;

  const themed = new MutationObserver(() => {
    for (const plot of plots.values()) {
      plot.redraw();
    }
  });
  themed.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });

  function show(...[panels, earlier, live]: Parameters<Gallery["show"]>): void {
    cancelAnimationFrame(frame);
    livePanel = live;
    for (const [title, plot] of plots) {
      if (!panels.some((panel) => panel.title === title)) {
        plot.dispose();
        plots.delete(title);
      }
    }
    for (const panel of panels) {
      const plot = plots.get(panel.title) ?? createPlot(changed);
      plots.set(panel.title, plot);
      // Moving a plot that is in its place already would close the table that is read just now.
      if (node.children[panels.indexOf(panel)] !== plot.node) {
        node.insertBefore(plot.node, node.children[panels.indexOf(panel)] ?? null);
      }
      plot.show(panel, earlier(panel.title));
      if (panel.title !== live) {
        plot.showPoints(undefined);
      }
    }
  }

  return {
    node,
    show,
    showSoon: (...given) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => show(...given));
    },
    look: () => [...plots.values()][0]?.look(),
    showPoints: (panel, points, shown) => {
      pointsFrame = requestAnimationFrame(() => {
        if (panel === livePanel) {
          plots.get(panel)?.showPoints(points);
        }
        points.close();
        shown();
      });
    },
    compose: (title, text) => {
      const pictures = [...node.children].flatMap((child) => {
        const plot = [...plots.values()].find((one) => one.node === child);
        return plot?.compose() ?? [];
      });
      return arrangePictures({ title, text }, pictures, Math.min(2, pictures.length), readTheme());
    },
    dispose: () => {
      cancelAnimationFrame(frame);
      cancelAnimationFrame(pointsFrame);
      themed.disconnect();
      for (const plot of plots.values()) {
        plot.dispose();
      }
    },
  };
}
