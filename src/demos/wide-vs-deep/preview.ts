import type { Panel } from "../demo";
import { fewestWrong, mostRuns } from "./labels";
import { equalUnits, type Settings } from "./settings";

/** What theory alone says of this many folds. */
export function previewBounds({ folds }: Pick<Settings, "folds">): { sentence: string; panels: Panel[] } {
  const points = 2 ** folds;
  const units = equalUnits(folds);
  const parameters = 6 * folds + 1;
  const share = (of: number) => (100 * fewestWrong(points, mostRuns(of))) / points;
  const least = Number(share(units).toFixed(2));
  // Enough units to get all labels right, and some more.
  const most = Math.max(points, units);
  const widths = Array.from({ length: most }, (_, i) => i + 1);
  const folded = Array.from({ length: points + 1 }, (_, i) => i / points);
  return {
    sentence:
      `By theory, ${parameters} parameters are enough for a deep network to make ${points} linear pieces and no error ` +
      `on ${points} alternating labels; a shallow one makes at most ${units + 1} pieces and ` +
      `${least > 0 ? `errs on ${least} % at least` : "needs no error either"}.`,
    panels: [
      {
        title: `The tent map, folded ${folds === 1 ? "once" : `${folds} times`}`,
        x: { label: "x", values: folded },
        y: { label: "mᵏ(x)" },
        series: [{ label: "mᵏ(x)", values: folded.map((_, i) => i % 2), kind: "line", role: "exact" }],
        summary: `It goes from 0 to 1 and back ${folds === 1 ? "once" : `${points / 2} times`}: ${points} linear pieces.`,
      },
      {
        title: `The fewest wrong labels of ${points}, by parameters`,
        x: { label: "Parameters", scale: "log", values: widths.map((of) => 3 * of + 1) },
        y: { label: "Wrong labels, in %" },
        series: [
          { label: "Shallow, bound", values: widths.map(share), kind: "line", role: "exact" },
          { label: "Deep", x: [parameters], values: [0], kind: "points", role: "exact" },
        ],
        summary:
          `With ${parameters} parameters: ${least} % shallow, 0 % deep. ` +
          // The bound, 2ᵏ − 2; with fewer than three units it can not be met.
          `A shallow network needs at least ${folds === 1 ? "one unit" : `${Math.max(3, points - 2)} units`} for 0 %.`,
        answers: true,
      },
    ],
  };
}
