import assert from "node:assert/strict";
import type { Grade, StudyEvent } from "../../../src/core/study/event";
import { createMemoryModel } from "../../../src/core/study/memory";
import { foldEvents, type Review } from "../../../src/core/study/progress";
import { buildQueue, findDueDay, planIntervals, type StudyPlan, spreadNew } from "../../../src/core/study/queue";
import { expectRecall } from "../../../src/core/study/readiness";
import { findStanding, sayStanding } from "../../../src/core/study/standing";
import {
  calibrate,
  countByDay,
  findInterval,
  findStreak,
  forecastDue,
  listDays,
  measureRetention,
  medianSeconds,
} from "../../../src/core/study/statistics";

const day = 86_400_000;
const midnight = 20_000 * day;
const today = { now: midnight + 10 * 3_600_000, start: midnight, end: midnight + day };
const model = createMemoryModel(0.9);
const plan: StudyPlan = { newPerDay: 5, reviewsPerDay: 50 };
const startOf = (at: number) => Math.floor(at / day) * day;

const add = (question: string): StudyEvent => ({ id: `add-${question}`, at: 1, type: "add", question });
/** A grade so many days ago. */
const grade = (question: string, ago: number, value: Grade = 3, seconds = 60): StudyEvent => ({
  id: `${question}@${ago}`,
  at: today.now - ago * day,
  type: "grade",
  question,
  grade: value,
  seconds,
  source: "review",
});
const fold = (...events: StudyEvent[]) =>
  foldEvents(
    [...events].sort((a, b) => a.at - b.at),
    model,
  );

suite("What is asked today", () => {
  test("is what is due, the longest first and else in order, then what is new, and only what was added", () => {
    const progress = fold(
      ...["a", "b", "c", "d", "e"].map(add),
      grade("a", 3),
      grade("b", 5),
      grade("c", 1),
      grade("z", 9),
    );
    assert.deepEqual(buildQueue(progress, ["a", "b", "c", "d", "e", "z"], model, plan, today), {
      due: ["b", "a"],
      fresh: ["d", "e"],
    });
  });

  test("keeps to the limits of the day, of which what was done today is taken off", () => {
    const names = Array.from({ length: 12 }, (_, i) => `n${i}`);
    const progress = fold(
      ...names.map(add),
      grade("n0", 0.1),
      grade("n1", 0.2),
      ...names.slice(8).map((n) => grade(n, 9)),
    );
    const queue = buildQueue(progress, names, model, { newPerDay: 3, reviewsPerDay: 2 }, today);
    assert.deepEqual(queue, { due: ["n8", "n9"], fresh: ["n2"] });
  });

  test("leaves out what is suspended, removed, or put off to tomorrow", () => {
    const what = (type: "suspend" | "remove" | "bury", question: string): StudyEvent => {
      return { id: type, at: today.start + 1, type, question };
    };
    const progress = fold(
      ...["a", "b", "c", "d"].map(add),
      what("suspend", "a"),
      what("remove", "b"),
      what("bury", "c"),
    );
    assert.deepEqual(buildQueue(progress, ["a", "b", "c", "d"], model, plan, today).fresh, ["d"]);
    const tomorrow = { now: today.now + day, start: today.end, end: today.end + day };
    assert.deepEqual(buildQueue(progress, ["a", "b", "c", "d"], model, plan, tomorrow).fresh, ["c", "d"]);
  });

  test("goes by the learner's day: what is due tonight is due this morning", () => {
    const progress = fold(add("a"), grade("a", 2.5));
    const card = progress.cards.get("a");
    assert.equal(card && findDueDay(card, model, plan, today), 0);
    assert.deepEqual(buildQueue(progress, ["a"], model, plan, today).due, ["a"]);
  });
});

suite("A day on which the clocks change", () => {
  for (const hours of [23, 25]) {
    const changed = { ...today, end: midnight + hours * 3_600_000 };
    const minute = 60_000;
    const gradeAt = (at: number, value: Grade): StudyEvent => ({ ...grade("a", 0, value), at });

    test(`of ${hours} hours asks nothing again that was reviewed in it, and says of all the same day`, () => {
      for (const at of [changed.start, changed.start + minute, changed.end - minute]) {
        const progress = fold(add("a"), gradeAt(at, 1));
        const now = { ...changed, now: at };
        assert.deepEqual(buildQueue(progress, ["a"], model, plan, now).due, []);
        const standing = findStanding(progress.cards.get("a"), model, plan, now);
        assert.equal(sayStanding(standing), "due tomorrow");
        assert.deepEqual(forecastDue(progress, ["a"], model, plan, now, 3), [0, 1, 0]);
      }
    });

    test(`of ${hours} hours is a day of those until the interview`, () => {
      for (const now of [changed.start, changed.end - minute]) {
        const interview = { ...plan, interview: changed.end + 4 * day };
        assert.equal(spreadNew(30, interview, { ...changed, now }), 10);
        const { cards } = fold(add("a"), gradeAt(now, 4));
        const card = cards.get("a");
        assert.equal(card && planIntervals(card, model, interview, { ...changed, now })[4], 4);
      }
    });
  }
});

suite("An interview date", () => {
  test("caps the intervals, and no more once it is over", () => {
    const progress = fold(add("a"), grade("a", 3), grade("a", 0.5));
    const card = progress.cards.get("a");
    assert.ok(card);
    const soon = planIntervals(card, model, { ...plan, interview: today.start + 5 * day }, today);
    assert.deepEqual(
      Object.values(soon).map((days) => days <= 4),
      [true, true, true, true],
    );
    const past = { ...plan, interview: today.start };
    assert.deepEqual(planIntervals(card, model, past, today), planIntervals(card, model, plan, today));
    assert.equal(findDueDay(card, model, past, today), findDueDay(card, model, plan, today));
  });

  test("lets no review fall on its day, at whatever hour of the day before the last one was", () => {
    const interview = { ...plan, interview: today.start + 5 * day };
    for (const hour of [0, 0.5, 12, 23.5]) {
      const at = { ...today, now: today.start + hour * 3_600_000 };
      const { cards } = fold(add("a"), { ...grade("a", 0, 4), at: at.now });
      const card = cards.get("a");
      assert.equal(card && findDueDay(card, model, interview, at), 4, `${hour}`);
      assert.equal(card && planIntervals(card, model, interview, at)[4], 4, `${hour}`);
    }
  });

  test("spreads what is new over the days left, without the last two", () => {
    const on = (days: number) => ({ ...plan, interview: today.start + days * day });
    assert.equal(spreadNew(40, on(10), today), 5);
    assert.equal(spreadNew(40, on(1), today), 40);
    assert.equal(spreadNew(40, plan, today), 0);
  });

  test("shows expected recall that falls where one stops, and rises where one keeps to the plan", () => {
    const names = Array.from({ length: 20 }, (_, i) => `q${i}`);
    const progress = fold(...names.map(add), ...names.slice(0, 10).map((name) => grade(name, 1)));
    const interview = { ...plan, interview: today.start + 14 * day };
    const { ifStopped, ifKept } = expectRecall(progress, names, model, interview, today, 14);
    assert.equal(ifStopped.length, 15);
    assert.ok(ifStopped.every((value, i) => i === 0 || value < (ifStopped[i - 1] as number)));
    // Half were never reviewed.
    assert.ok((ifStopped[0] as number) < 0.5);
    assert.ok((ifKept.at(-1) as number) > 0.9 && (ifKept.at(-1) as number) < 1);
  });
});

suite("Statistics", () => {
  test("measure retention without first reviews, with Wilson's interval", () => {
    const reviews = [grade("a", 9), grade("a", 6), grade("a", 3, 1), grade("b", 4), grade("b", 1)];
    const progress = fold(...reviews);
    const all = [...progress.cards.values()].flatMap((card) => card.reviews);
    const retention = measureRetention(all);
    assert.equal(retention?.reviews, 3);
    assert.equal(retention?.recalled, 2 / 3);
    // By hand: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with p = 2/3, n = 3.
    assert.deepEqual([retention?.low.toFixed(4), retention?.high.toFixed(4)], ["0.2077", "0.9385"]);
    assert.ok(retention.predicted > 0.85 && retention.predicted < 0.95);
    assert.equal(measureRetention(all.slice(0, 1)), undefined);
  });

  test("forecast what falls due, and count what is overdue for today", () => {
    const order = ["a", "b", "c"];
    // What is not in the notes any more is not asked.
    const progress = fold(
      ...[...order, "gone"].map(add),
      grade("a", 30),
      grade("b", 1),
      grade("c", 0.1, 4),
      grade("gone", 3),
    );
    assert.deepEqual(forecastDue(progress, order, model, plan, today, 10), [1, 0, 1, 0, 0, 0, 0, 0, 1, 0]);
  });

  test("have intervals that end at none and at all, and hold what was counted", () => {
    for (const [count, of] of [
      [0, 3],
      [3, 3],
      [1, 1],
      [450, 500],
    ] as const) {
      const { low, high } = findInterval(count, of);
      assert.ok(low >= 0 && low <= count / of && count / of <= high && high <= 1);
      assert.equal(low === 0, count === 0);
      assert.equal(high === 1, count === of);
    }
    // By hand, n = 3: z² / (n + z²) = 3.8415 / 6.8415.
    assert.equal(findInterval(0, 3).high.toFixed(4), "0.5615");
    assert.equal(findInterval(3, 3).low.toFixed(4), "0.4385");
  });

  test("put reviews into bins of like prediction, none with too few", () => {
    const review = (predicted: number, value: Grade): Review => ({
      event: { id: "e", at: 1, type: "grade", question: "q", grade: value, seconds: 1, source: "review" },
      predicted,
    });
    const many = (count: number, predicted: number, value: Grade = 3) =>
      Array.from({ length: count }, () => review(predicted, value));
    assert.deepEqual(calibrate([...many(29, 0.5), ...many(30, 0.9)]), []);
    assert.deepEqual(calibrate(many(1000, 0.9)), []);
    const bins = calibrate([
      // Too few for a bin of their own: they join the next.
      ...many(10, 0.4, 1),
      ...many(30, 0.52),
      ...many(20, 0.88),
      ...many(20, 0.92, 1),
      ...many(5, 0.99),
    ]);
    assert.deepEqual(
      bins.map(({ reviews, recalled }) => [reviews, recalled]),
      [
        [40, 0.75],
        [45, 25 / 45],
      ],
    );
    assert.equal(bins[0]?.predicted.toFixed(2), "0.49");
  });

  test("do not forecast for today what was put off to tomorrow", () => {
    const bury: StudyEvent = { id: "b", at: today.now, type: "bury", question: "a" };
    assert.deepEqual(forecastDue(fold(add("a"), grade("a", 30), bury), ["a"], model, plan, today, 3), [0, 1, 0]);
  });

  test("list the days where one has 23 hours and one 25", () => {
    // Clocks go forward after the first of these days, and back after the third.
    const hour = 3_600_000;
    const starts = [0, 24, 47, 71, 96].map((hours) => today.start + hours * hour);
    const start = (at: number) => Math.max(...starts.filter((one) => one <= at));
    const counts = new Map(starts.map((one, i) => [one, i + 1]));
    const last = { now: starts[4] ?? 0, start: starts[4] ?? 0, end: (starts[4] ?? 0) + day };
    assert.deepEqual(listDays(counts, last, start, 5), [1, 2, 3, 4, 5]);
    assert.equal(findStreak(counts, last, start), 5);
  });

  test("count reviews by day, and days in a row", () => {
    const progress = fold(grade("a", 0.1), grade("b", 1), grade("c", 1.1), grade("a", 2), grade("a", 5));
    const counts = countByDay(progress, startOf);
    assert.deepEqual([counts.get(today.start), counts.get(today.start - day)], [1, 2]);
    assert.equal(findStreak(counts, today, startOf), 3);
    assert.equal(findStreak(new Map([[today.start - day, 4]]), today, startOf), 1);
    assert.equal(findStreak(new Map(), today, startOf), 0);
  });

  test("know the middle time", () => {
    const { reviews } = fold(grade("a", 3, 3, 10), grade("a", 2, 3, 90), grade("a", 1, 3, 30)).cards.get("a") ?? {
      reviews: [],
    };
    assert.equal(medianSeconds(reviews), 30);
    assert.equal(medianSeconds([]), undefined);
  });

  test("say where a question stands", () => {
    const progress = fold(
      ...["new", "due", "soon", "later"].map(add),
      grade("due", 9),
      grade("soon", 2),
      grade("later", 0, 4),
    );
    const say = (question: string) => sayStanding(findStanding(progress.cards.get(question), model, plan, today));
    assert.deepEqual(["none", "new", "due", "soon", "later"].map(say), [
      "",
      "new",
      "due",
      "due tomorrow",
      "due in 8 days",
    ]);
  });
});
