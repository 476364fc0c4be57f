import type { Panel, Series } from "../../demos/demo";
import { element } from "../element";
import { createPlot, type Plot } from "../plot";

/** The panels of a demo, side by side where there is room. */
export interface Gallery {
  readonly node: HTMLElement;
  show(panels: readonly Panel[], earlier: (title: string) => readonly Series[]): void;
  /** The same with the next frame: buttons answer first, and of several the last is drawn. */
  showSoon(...given: Parameters<Gallery["show"]>): void;
  dispose(): void;
}

/** Makes an empty gallery; its plots follow the editor's theme as it changes. */
export function createGallery(): Gallery {
  const node = element("div", { className: "gallery" });
  const plots = new Map<string, Plot>();
  let frame = 0;

  const themed = new MutationObserver(() => {
    for (const plot of plots.values()) {
      plot.redraw();
    }
  });
  themed.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });

  function show(...[panels, earlier]: Parameters<Gallery["show"]>): void {
    cancelAnimationFrame(frame);
    for (const [title, plot] of plots) {
      if (!panels.some((panel) => panel.title === title)) {
        plot.dispose();
        plots.delete(title);
      }
    }
    for (const panel of panels) {
      const plot = plots.get(panel.title) ?? createPlot();
      plots.set(panel.title, plot);
      // Moving a plot that is in its place already would close the table that is read just now.
      if (node.children[panels.indexOf(panel)] !== plot.node) {
        node.insertBefore(plot.node, node.children[panels.indexOf(panel)] ?? null);
      }
      plot.show(panel, earlier(panel.title));
    }
  }

  return {
    node,
    show,
    showSoon: (...given) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => show(...given));
    },
    dispose: () => {
      cancelAnimationFrame(frame);
      themed.disconnect();
      for (const plot of plots.values()) {
        plot.dispose();
      }
    },
  };
}
