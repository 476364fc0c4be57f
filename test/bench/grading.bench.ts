import { type Bench, median } from "./bench";
import type { Agreement } from "./gradingProbe";
import { runProbe } from "./probe";

/** What follows a key within this is taken for immediate. */
const limit = 100;

const grading: Bench = {
  title: "Grading",
  about: `Milliseconds from a grade until the tree's row, its badge, the status bar and the page agree, and from taking it back; in a real extension host, beside the limit of ${limit} ms.`,

  async measure() {
    const agreements = await runProbe<Agreement[]>("gradingProbe");
    return (["grade", "undo"] as const).map((what) => {
      const times = agreements.map((agreement) => agreement[what]).sort((a, b) => a - b);
      return {
        what,
        median: round(median(times)),
        "95 %": round(times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN),
        "limit is": round(limit / median(times)),
      };
    });
  },
};
export default grading;

const round = (value: number) => Number(value.toPrecision(3));
