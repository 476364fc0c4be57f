import type { Readiness } from "../../../core/study/readiness";
import type { Retention } from "../../../core/study/statistics";
import type { Panel } from "../../../demos/demo";
import type { StatisticsState } from "../../../protocol";
import { addDays, sayCount, sayDate } from "./words";

/** In percent, to a tenth. */
const percent = (share: number) => Math.round(1000 * share) / 10;

/** What falls due in the days to come. */
export function drawForecast({ forecast, today }: Pick<StatisticsState, "forecast" | "today">): Panel {
  const most = Math.max(...forecast);
  const total = forecast.reduce((sum, count) => sum + count, 0);
  const busiest = forecast.indexOf(most);
  const when = busiest === 0 ? "today" : `on ${sayDate(addDays(today, busiest))}`;
  return {
    title: "Reviews that fall due",
    x: { label: "days from today", values: forecast.map((_, day) => day) },
    y: { label: "reviews" },
    window: { x: [-0.5, forecast.length - 0.5], y: [0, findTop(most)] },
    series: [{ label: "Due", values: forecast, kind: "bars", role: "measured" }],
    summary:
      most === 0
        ? `Nothing that you have reviewed falls due in the next ${forecast.length} days.`
        : `${sayCount(total, "review")} ${total === 1 ? "falls" : "fall"} due in ${forecast.length} days, ${forecast[0]} today; most, ${most}, ${when}. What you will fail or begin comes on top.`,
  };
}

/** Where an axis of counts ends, so that it has whole numbers: 2.5 of them are a step of the plot only where it ends near 20. */
const findTop = (most: number) => (most > 15 && most <= 20 ? 21 : Math.max(5, 1.05 * most));

/** What was recalled against what was predicted, where there are bins of reviews. */
export function drawCalibration(bins: readonly Retention[]): Panel {
  const values = (of: (bin: Retention) => number) => bins.map((bin) => percent(of(bin)));
  const predicted = values((bin) => bin.predicted);
  const floor = (values: readonly number[]) => Math.floor(Math.min(...values) / 10) * 10;
  const hits = bins.filter((bin) => bin.low <= bin.predicted && bin.predicted <= bin.high).length;
  const [first, last] = [bins[0], bins.at(-1)];
  const say = (bin?: Retention) =>
    bin ? `${Math.round(100 * bin.recalled)} % where ${Math.round(100 * bin.predicted)} % were predicted` : "";
  const least = Math.min(...bins.map(({ reviews }) => reviews));
  return {
    title: "Recalled against predicted",
    x: { label: "predicted (%)", values: predicted },
    y: { label: "recalled (%)" },
    window: { x: [floor(predicted), 100], y: [floor([...predicted, ...values(({ low }) => low)]), 100] },
    series: [
      { label: "As predicted", values: predicted, kind: "line", role: "exact" },
      { label: "Recalled", values: values(({ recalled }) => recalled), kind: "points", role: "measured" },
      { label: "95 % interval, from", values: values(({ low }) => low), kind: "line", role: "quiet" },
      { label: "95 % interval, to", values: values(({ high }) => high), kind: "line", role: "quiet" },
    ],
    summary: `${bins.length} bins of ${least} reviews or more, by what was predicted: recalled were ${say(first)}, up to ${say(last)}. In ${hits} of ${bins.length} bins what was predicted lies within the interval.`,
  };
}

/** Expected recall until the day of the interview, which lies ahead. */
export function drawReadiness({ ifKept, ifStopped, onTheDay }: Readiness): Panel {
  const days = ifKept.length - 1;
  const say = (mean: number) => `${Math.round(100 * mean)} %`;
  return {
    title: "Expected recall until the interview",
    x: { label: "days from today", values: ifKept.map((_, day) => day) },
    y: { label: "expected recall (%)" },
    window: { x: [0, days], y: [0, 100] },
    series: [
      { label: "If you keep to the plan", values: ifKept.map(percent), kind: "line", role: "measured" },
      { label: "If you stop now", values: ifStopped.map(percent), kind: "line", role: "measured" },
    ],
    summary: `From ${say(ifStopped[0] ?? 0)} now to ${say(onTheDay.ifKept.mean)} on the day, in ${sayCount(days, "day")}, if you keep to the plan, and to ${say(onTheDay.ifStopped.mean)} if you stop now.`,
  };
}
