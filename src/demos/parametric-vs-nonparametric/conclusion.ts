import type { Estimate } from "../../math/estimate";
import { type Crossing, findCrossing, measureSlope } from "./crossing";
import type { Curves } from "./learningCurve";
import { nameModel, type Settings } from "./problem";

/** What the run says: where the curves cross, and how steep both are. */
export function conclude(settings: Settings, { points }: Curves): string {
  const { most, features } = settings;
  const model = nameModel(settings);
  return (
    `k-NN ${tellCrossing(model, findCrossing(points, "neighbours"), most)}; ` +
    `kernel regression ${tellCrossing("it", findCrossing(points, "kernel"), most)}. ` +
    `Over the last factor of ten the error above the noise goes as n to the power ` +
    `${tell(measureSlope(points, "neighbours"))} for k-NN, ${tell(measureSlope(points, "kernel"))} for kernel regression ` +
    `and ${tell(measureSlope(points, "parametric"))} for ${model}; the best worst-case rate for a smooth law of ` +
    `${features} feature${features === 1 ? "" : "s"} is −${(4 / (4 + features)).toFixed(2)}.`
  );
}

/** A slope with its standard error. */
const tell = ({ value, standardError }: Estimate): string =>
  `${value.toFixed(2).replace("-", "−")} ± ${standardError.toFixed(2)}`;

/** From where on a method beats the model: a sentence without its subject. */
export function tellCrossing(model: string, crossing: Crossing, most: number): string {
  switch (crossing.kind) {
    case "always":
      return `beats ${model} from the first 10 examples on`;
    case "never":
      return `does not beat ${model} with up to ${most} examples`;
    case "at": {
      const { examples, log } = crossing;
      // Without one of the data sets there may be no crossing at all: then it is not known how sure this one is.
      const factor = Number.isFinite(log.standardError) ? Math.exp(log.standardError).toFixed(2) : "unknown";
      return `beats ${model} from n* = ${Number(examples.toPrecision(2))} examples on (standard error: a factor ${factor})`;
    }
    default:
      return crossing satisfies never;
  }
}
