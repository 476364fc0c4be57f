import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { Live, Panel } from "../../demos/demo";
import { paintDots, placeDots } from "./dots";
import { paintDotsOnWebGL } from "./dotsOnWebGL";
import type { Line, Look } from "./messages";

/** Paints the points that move, each time the page asked for one more picture of them. */
export interface LivePoints {
  /** The page is ready for a picture, and says how. */
  ask(look: Look): void;
  /**
   * Paints the points as they are, if the page asked. `settled`: they stay as they are for now, so that a page that asks
   * only later gets them too, and one that wants no motion.
   */
  paint(live: Live | undefined, panels: readonly Panel[], settled: boolean): void;
  /** They move on, or are no more. */
  unsettle(): void;
}

/** Makes a painter that sends its pictures down the line. */
export function createLivePoints(line: Line): LivePoints {
  let look: Look | undefined;
  /** How the last picture looked. */
  let painted = "";
  /** Paints once more what stays as it is. */
  let again: (() => void) | undefined;
  let canvas: OffscreenCanvas | undefined;

  function send(live: Live, panel: Panel, wanted: Look): void {
    const { points } = live;
    const dots = placeDots(panel, live, points.shape[0], wanted);
    const onGpu =
      tf.getBackend() === "webgl" ? paintDotsOnWebGL(tf.backend() as MathBackendWebGL, points, dots) : undefined;
    canvas ??= new OffscreenCanvas(1, 1);
    const bitmap = onGpu ?? paintDots(canvas, points.dataSync(), dots);
    if (bitmap) {
      look = undefined;
      painted = JSON.stringify(wanted);
      line.postMessage({ type: "points", panel: panel.title, bitmap }, [bitmap]);
    }
  }

  function paint(live: Live | undefined, panels: readonly Panel[], settled: boolean): void {
    const panel = live && panels.find(({ title, window }) => title === live.panel && window);
    again = undefined;
    if (!live || !panel) {
      return;
    }
    if (look && (settled || !look.still)) {
      send(live, panel, look);
    } else {
      painted = "";
    }
    if (settled) {
      again = () => paint(live, panels, true);
    }
  }

  return {
    ask: (wanted) => {
      look = wanted;
      // The same picture of what has not moved is not painted twice.
      if (painted !== JSON.stringify(wanted)) {
        again?.();
      }
    },
    paint,
    unsettle: () => {
      again = undefined;
    },
  };
}
