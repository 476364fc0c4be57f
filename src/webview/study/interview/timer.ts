import { sayMoments, sayTimes, type Times } from "../../../core/study/interview/clock";
import { element } from "../../element";

/** The clock of an interview. */
export interface Timer {
  readonly node: HTMLElement;
  /** Shows these times, and counts on from there while it runs; `minutes` is how long the answer may take. */
  show(times: Times & { runs: boolean }, minutes: number): void;
}

/** It ticks by itself, but speaks only when it matters: `say` is told when. `keep` hears of each tick. */
export function createTimer(say: (words: string) => void, keep: (times: Times) => void): Timer {
  const node = element("p", { className: "timer", role: "timer" });
  // For who hears it, a text that changes every second is in the way.
  const isRough = document.body.classList.contains("vscode-using-screen-reader");
  let next: ReturnType<typeof setTimeout> | undefined;

  function draw(times: Times, minutes: number): void {
    const words = sayTimes(times, minutes, isRough);
    if (node.textContent !== words) {
      node.textContent = words;
    }
    node.classList.toggle("over", times.left <= 0);
  }

  return {
    node,
    show: ({ left, took, runs }, minutes) => {
      clearTimeout(next);
      const start = performance.now();
      let before: Times = { left, took };
      draw(before, minutes);
      const tick = () => {
        const passed = performance.now() - start;
        const now: Times = { left: left - passed, took: took + passed };
        draw(now, minutes);
        keep(now);
        const words = sayMoments(before, now, minutes);
        if (words) {
          say(words);
        }
        before = now;
        wait(now);
      };
      // To the next whole second of the question, and a little beyond.
      const wait = (now: Times) => {
        next = setTimeout(tick, 1005 - (now.took % 1000));
      };
      if (runs) {
        wait(before);
      }
    },
  };
}
