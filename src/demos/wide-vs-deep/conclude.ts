import { medianRanks, quantileOf } from "../../math/orderStatistics";
import type { Measured, Trained } from "./measured";
import { equalUnits, type Settings } from "./settings";

const percent = (wrong: number, points: number) => `${Number(((100 * wrong) / points).toFixed(2))} %`;

/** What a finished run says. */
export function conclude(settings: Settings, { exact, deep, shallow }: Measured): string {
  if (!exact) {
    return "";
  }
  const points = 2 ** settings.folds;
  const { unitsNeeded, shallow: best } = exact;
  const written =
    `With ${exact.deep.parameters} parameters each, the deep network makes ${exact.deep.pieces.length} pieces and labels ` +
    `${percent(exact.deep.wrong, points)} of ${points} points wrong; a shallow one makes at most ` +
    `${equalUnits(settings.folds) + 1} and labels ` +
    `${best.wrong > 0 ? `at least ${percent(best.wrong, points)} wrong` : "none wrong at its best"}: for no error it needs ` +
    `${unitsNeeded} ${unitsNeeded === 1 ? "unit" : "units"}, which is ${3 * unitsNeeded + 1} parameters.`;
  if (!deep || !shallow) {
    return written;
  }
  return `${written} ${settings.target === "folds" ? concludeFolds(deep, shallow, points) : concludeSmooth(deep, shallow)}`;
}

function concludeFolds(deep: Trained, shallow: Trained, points: number): string {
  const fewest = (of: Trained) => percent(Math.min(...of.ends.map(({ wrong }) => wrong)), points);
  const most = (of: Trained) => Math.max(...of.ends.map(({ pieces }) => pieces));
  return (
    `Existence is not trainability: of ${deep.ends.length} deep networks trained by Adam none has more than ` +
    `${most(deep)} pieces or fewer than ${fewest(deep)} wrong; of as many shallow ones none more than ${most(shallow)} ` +
    `or fewer than ${fewest(shallow)}.`
  );
}

export function concludeSmooth(deep: Pick<Trained, "ends">, shallow: Pick<Trained, "ends">): string {
  const [narrow, wide] = [summarizeErrors(deep), summarizeErrors(shallow)];
  const tell = ({ median, low, high }: typeof wide) => {
    return `${median.toPrecision(2)} (${low.toPrecision(2)} to ${high.toPrecision(2)})`;
  };
  // Of five or fewer values even the smallest and the largest hold the median with less than 95 %.
  const interval = deep.ends.length > 5 ? "with its 95 % interval" : "with the least and the largest";
  const verdict =
    wide.high < narrow.low ? "here width wins" : narrow.high < wide.low ? "here depth wins" : "which wins is not clear";
  return (
    `Trained on the smooth target, the median root mean squared error, ${interval}, is ${tell(wide)} wide and ` +
    `${tell(narrow)} deep: ${verdict}.`
  );
}

function summarizeErrors({ ends }: Pick<Trained, "ends">) {
  const errors = ends.map(({ error }) => Math.sqrt(error)).sort((a, b) => a - b);
  const [low, high] = medianRanks(errors.length);
  return { median: quantileOf(errors, 0.5), low: errors[low] as number, high: errors[high] as number };
}
