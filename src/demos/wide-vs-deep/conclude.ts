import { quantileOf } from "../../math/orderStatistics";
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

function concludeSmooth(deep: Trained, shallow: Trained): string {
  const median = (of: Trained) =>
    quantileOf(
      of.ends.map(({ error }) => Math.sqrt(error)).sort((a, b) => a - b),
      0.5,
    );
  const [narrow, wide] = [median(deep), median(shallow)];
  return (
    `Trained on the smooth target, the median root mean squared error is ${wide.toPrecision(2)} wide and ` +
    `${narrow.toPrecision(2)} deep: here ${wide < narrow ? "width" : "depth"} wins.`
  );
}
