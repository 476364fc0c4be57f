import { sayInterval, sayPercent } from "../../core/study/advice";
import type { Expected, InterviewDay } from "../../core/study/readiness";
import { leastInBin } from "../../core/study/statistics";
import { sayTime } from "../../core/study/summary";
import type { FromStatistics, StatisticsState } from "../../protocol";
import type { Host } from "../connect";
import { createGallery } from "../demo/gallery";
import { element } from "../element";
import { createSlot } from "./slot";
import { createCalendar } from "./statistics/calendar";
import { describeGroups } from "./statistics/groups";
import { drawCalibration, drawForecast, drawReadiness } from "./statistics/panels";
import { addDays, sayCount, sayDate, sayLongTime } from "./statistics/words";

type Of<Name extends keyof StatisticsState> = Pick<StatisticsState, Name>;

/** Puts the statistics onto the page; the result shows each of their states. */
export function createStatistics(page: HTMLElement, host: Host<"study">): (state: StatisticsState) => void {
  const post = (message: FromStatistics) => host.post(message);
  const createPictures = () => createGallery(() => {});

  const advice = createSlot(element("section", { ariaLabel: "What to do next" }), (data: Of<"advice" | "counts">) =>
    describeAdvice(data, post),
  );
  const counts = createSlot(element("dl", { className: "counts" }), describeCounts);
  const interview = createSlot(element("div"), (data: Of<"interview" | "today">) => describeInterview(data, post));
  const readiness = createPictures();
  const forecast = createPictures();
  const calendar = createCalendar();
  const retention = createSlot(element("div"), describeRetention);
  const calibration = createPictures();
  const section = (title: string, ...nodes: Node[]) => element("section", {}, element("h2", {}, title), ...nodes);
  const reviewed = [
    section("What Is to Come", forecast.node),
    section("What Was Done", calendar.node),
    section("Retention", retention.node, calibration.node),
  ];
  page.classList.add("statistics");
  page.replaceChildren(
    element("h1", {}, "Study Statistics"),
    advice.node,
    counts.node,
    section("Interview", interview.node, readiness.node),
    ...reviewed,
  );

  return (state) => {
    const isEmpty = state.counts.reviews === 0;
    const { today, groups, calibration: bins } = state;
    const curves = state.interview?.readiness;
    for (const node of [counts.node, ...reviewed]) {
      node.hidden = isEmpty;
    }
    advice.show({ advice: state.advice, counts: state.counts });
    counts.show({ counts: state.counts, groups });
    interview.show({ today, ...(state.interview && { interview: state.interview }) });
    readiness.show(curves && curves.ifKept.length > 1 ? [drawReadiness(curves)] : [], () => []);
    if (!isEmpty) {
      forecast.show([drawForecast(state)], () => []);
      calendar.show(state);
      retention.show({ groups, calibration: bins });
      calibration.show(bins.length > 0 ? [drawCalibration(bins)] : [], () => []);
    }
  };
}

function createButton(label: string, press: () => void, className = ""): HTMLButtonElement {
  const made = element("button", { type: "button", className }, label);
  made.addEventListener("click", press);
  return made;
}

function describeAdvice(
  { advice: { text, action }, counts: { reviews } }: Of<"advice" | "counts">,
  post: (message: FromStatistics) => void,
): Node[] {
  const buttons = {
    review: () => createButton("Review Now", () => post({ type: "startReview" }), "primary"),
    add: () => createButton("Add Questions...", () => post({ type: "addQuestions" }), "primary"),
  };
  return [
    element("p", { className: "advice" }, text),
    ...(action ? [element("p", {}, buttons[action]())] : []),
    ...(reviews === 0
      ? [
          element(
            "p",
            { className: "empty" },
            "After your first reviews this page shows what falls due in the next 30 days, a calendar of the days on which you studied, how much you recall against what was predicted, by section and level, and the time that a question takes you.",
          ),
        ]
      : []),
  ];
}

function describeCounts({ counts, groups }: Of<"counts" | "groups">): Node[] {
  const { questions, reviewed, reviews, days, streak, seconds } = counts;
  const pace = groups[0]?.medianSeconds;
  const facts: [name: string, value: string, more: string][] = [
    ["Days in a row", String(streak), `${sayCount(days, "day")} with reviews in all`],
    ["Questions you study", String(questions), `${reviewed} of them reviewed`],
    ["Reviews", reviews.toLocaleString("en-GB"), `${sayLongTime(seconds)} in all`],
    ["Median time", pace === undefined ? "–" : sayTime(pace), "a review"],
  ];
  return facts.map(([name, value, more]) =>
    element(
      "div",
      {},
      element("dt", {}, name),
      element("dd", {}, element("strong", {}, value), element("span", { className: "more" }, more)),
    ),
  );
}

function describeInterview({ interview, today }: Of<"interview" | "today">, post: (message: FromStatistics) => void) {
  const setting = createButton(interview ? "Change the Date..." : "Set the Date...", () =>
    post({ type: "setInterviewDate" }),
  );
  return [
    ...(interview ? describeDay(interview, sayDate(addDays(today, interview.days))) : [element("p", {}, howToSet)]),
    element("p", {}, setting),
  ];
}

const howToSet =
  "Set the day of your interview: then no interval goes beyond it, new questions are spread over the days that are left, and the recall to expect on the day is shown here.";

function describeDay({ days, readiness }: InterviewDay, date: string): Node[] {
  if (days < 0) {
    return [element("p", {}, `The day of your interview, ${date}, is over.`)];
  }
  if (!readiness) {
    const reason = days > 730 ? "it is too far away to tell what you will know then" : "you study no question yet";
    return [element("p", {}, `Your interview is on ${date}: ${reason}.`)];
  }
  const { questions, onTheDay } = readiness;
  const say = ({ mean, low, high }: Expected) => [
    element("strong", {}, sayPercent(mean)),
    ` (${sayInterval({ low, high })} in 19 of 20 such interviews)`,
  ];
  const all = questions === 1 ? "your one question" : `your ${questions} questions`;
  if (days === 0) {
    return [
      element(
        "p",
        { className: "expected" },
        `Today you can expect to recall `,
        ...say(onTheDay.ifStopped),
        ` of ${all}.`,
      ),
    ];
  }
  return [
    element(
      "p",
      { className: "expected" },
      `On ${date}, in ${sayCount(days, "day")}, you can expect to recall `,
      ...say(onTheDay.ifKept),
      ` of ${all} if you keep to the plan, and `,
      ...say(onTheDay.ifStopped),
      " if you stop now.",
    ),
    element(
      "p",
      { className: "note" },
      "That is the mean of their chances of recall, by the same model as the intervals; a question that you have not reviewed counts as not known. Keeping to the plan is: all that is due and new is done on its day, within your limits a day; as many fail as the model predicts, all others are Good.",
    ),
  ];
}

function describeRetention({ groups, calibration }: Of<"groups" | "calibration">): Node[] {
  const retention = groups[0]?.retention;
  if (!retention) {
    return [
      element("p", {}, "How much you recall is measured from the second review of a question on."),
      ...describeGroups(groups),
    ];
  }
  const { reviews, recalled, low, high, predicted } = retention;
  const verdict =
    predicted < low
      ? "You recall more than is predicted."
      : predicted > high
        ? "You recall less than is predicted."
        : "That agrees with what was predicted, as far as so many reviews can tell.";
  const left = 2 * leastInBin - reviews;
  return [
    element(
      "p",
      {},
      `In ${sayCount(reviews, "review")} of what you had seen before you recalled `,
      element("strong", {}, sayPercent(recalled)),
      ` (95 % interval ${sayInterval({ low, high })}); ${sayPercent(predicted)} were predicted. ${verdict}`,
    ),
    ...describeGroups(groups),
    ...(calibration.length === 0
      ? [
          element(
            "p",
            {},
            left > 0
              ? `After ${sayCount(left, "more review")} of what you have seen before, a picture here compares what you recall with what was predicted.`
              : `Nearly the same was predicted for all of these: a picture here compares what you recall with what was predicted once there are ${leastInBin} reviews for each of two predictions.`,
          ),
        ]
      : []),
  ];
}
