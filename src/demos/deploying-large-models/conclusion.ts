import type { Estimate } from "../../math/estimate";
import { decibelsPerBit, type Measured } from "./checks";
import type { Classified, Rounded } from "./classifier";
import { findRoofs, type Machine } from "./machine";
import { type Settings, usualLoad } from "./problem";
import { serviceOf } from "./queues";

/** Accuracy lost that is still called small: one point of a hundred. */
export const smallLoss = 0.01;

/** The fewest bits at and above which no width tried loses a point of accuracy. */
export function fewestBits({ rounded }: Classified, granularity: Settings["granularity"]): Rounded | undefined {
  const of = rounded.filter((each) => each.granularity === granularity).sort((a, b) => a.bits - b.bits);
  return of[of.map(({ loss }) => loss.value < smallLoss).lastIndexOf(false) + 1];
}

/** What the run says. */
export function conclude(settings: Settings, { signals, classified, queues }: Measured, machine: Machine): string {
  const perBit = decibelsPerBit(signals);
  const enough = fewestBits(classified, settings.granularity);
  const served = queues.served.find(({ load, service }) => load === usualLoad && service === serviceOf(settings));
  const roofs = findRoofs(machine, settings.width);
  const scales = settings.granularity === "tensor" ? "one scale for each tensor" : "one scale for each channel";
  return [
    perBit ? `Each bit is worth ${tell(perBit, 3)} decibels.` : "",
    enough
      ? `With ${scales} the network needs ${enough.bits} bits to lose less than 1 point of accuracy ` +
        `(it loses ${tellLoss(enough.loss)}).`
      : `With ${scales} the network loses a point of accuracy or more at every width tried.`,
    served
      ? `At load ${usualLoad} the mean response is ${tell(served.mean, 1)} service times and the 99th percentile ` +
        `${tell(served.tail, 1)}.`
      : "",
    roofs
      ? `This machine and backend reached ${show(roofs.compute)} billion operations and ${show(roofs.bandwidth)} ` +
        `billion bytes a second.`
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** A number with its standard error. */
export const tell = ({ value, standardError }: Estimate, digits: number): string =>
  `${value.toFixed(digits)} ± ${standardError.toFixed(digits)}`.replace("-", "−");

/** Accuracy lost, in points; none where not one example was decided otherwise. */
export const tellLoss = ({ value, standardError }: Estimate): string =>
  standardError > 0 ? `${tell({ value: 100 * value, standardError: 100 * standardError }, 2)} points` : "none";

/** Three digits, without an exponent. */
export const show = (value: number): string => String(Number(value.toPrecision(3)));
