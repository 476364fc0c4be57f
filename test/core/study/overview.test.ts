import assert from "node:assert/strict";
import { type Advice, advise, type Facts } from "../../../src/core/study/advice";
import type { Group } from "../../../src/core/study/groups";
import { takeOverview } from "../../../src/core/study/overview";
import { planIntervals } from "../../../src/core/study/queue";
import { expectRecall } from "../../../src/core/study/readiness";
import { findInterval } from "../../../src/core/study/statistics";
import { createSections, day, type Learner, midnight, simulateLearner, startOf } from "./simulateLearner";

const library = createSections();
const overviewOf = (learner: Learner) => takeOverview(simulateLearner(learner, library), library, startOf);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

suite("The overview of a study", () => {
  const overview = overviewOf({ seed: 1, days: 365, diligence: 0.6 });
  const { counts, groups, calendar, forecast, calibration } = overview;
  const kinds = (kind: Group["kind"]) => groups.filter((group) => group.kind === kind);

  test("counts each review once by day, by section and by level", () => {
    assert.equal(counts.reviews, sum(calendar));
    assert.equal(counts.days, calendar.filter((count) => count > 0).length);
    for (const kind of ["all", "section", "level"] as const) {
      assert.equal(sum(kinds(kind).map(({ reviews }) => reviews)), counts.reviews, kind);
      const again = sum(kinds(kind).map(({ retention }) => retention?.reviews ?? 0));
      // All but the first review of each question.
      assert.equal(again, counts.reviews - counts.reviewed, kind);
    }
    assert.equal(sum(calibration.map(({ reviews }) => reviews)), counts.reviews - counts.reviewed);
    assert.deepEqual(
      kinds("section").map(({ name }) => name),
      ["7.1 Basics", "7.2 Sampling and creating training data", "7.3 Objective functions"],
    );
    assert.equal(forecast.length, 30);
    assert.equal(calendar.at(-1), 0);
  });

  test("finds retention as predicted of learners who remember as the model says", () => {
    // 12 learners, each with some 300 reviews asked again: z of the recalled against the predicted.
    const z = Array.from({ length: 12 }, (_, i) => {
      const { progress } = simulateLearner({ seed: 100 + i, days: 60 }, library);
      const again = [...progress.cards.values()].flatMap(({ reviews }) =>
        reviews.filter(({ predicted = 1 }) => predicted < 1),
      );
      const predicted = again.map((review) => review.predicted ?? 0);
      const recalled = again.filter(({ event }) => event.grade > 1).length;
      return (recalled - sum(predicted)) / Math.sqrt(sum(predicted.map((p) => p * (1 - p))));
    });
    assert.ok(Math.abs(sum(z) / Math.sqrt(z.length)) < 3, String(z));
    assert.ok(z.every((one) => Math.abs(one) < 4));
  });

  test("keeps apart what is no longer in the notes, and what was reviewed lately", () => {
    const now = simulateLearner({ seed: 1, days: 120 }, library);
    const rest = {
      ...library,
      entries: library.entries.filter(({ id }) => id !== "7.1/1"),
      find: (id: string) => (id === "7.1/1" ? undefined : library.find(id)),
    };
    const { groups: all } = takeOverview(now, rest, startOf);
    const gone = all.find(({ kind }) => kind === "gone");
    assert.equal(gone?.reviews, now.progress.cards.get("7.1/1")?.reviews.length);
    const recent = all.find(({ kind }) => kind === "recent");
    assert.ok(recent && recent.reviews < (all[0]?.reviews ?? 0));
    assert.equal(recent.name, "Last 90 days");
  });

  test("is empty before the first review", () => {
    const empty = overviewOf({ seed: 1, days: 0 });
    assert.deepEqual(empty.groups, []);
    assert.deepEqual(empty.calibration, []);
    assert.deepEqual(empty.counts, { questions: 90, reviewed: 0, reviews: 0, days: 0, streak: 0, seconds: 0 });
    assert.equal(empty.advice.text, "Review what is due today: 3 new.");
  });

  test("knows of an interview only that it is over, or too far away to tell", () => {
    const on = (days: number) =>
      overviewOf({ seed: 1, days: 20, plan: { interview: midnight + days * day } }).interview;
    assert.deepEqual(on(-1), { days: -1 });
    assert.deepEqual(on(100_000), { days: 100_000 });
    assert.equal(on(0)?.readiness?.ifKept.length, 1);
    assert.equal(on(30)?.readiness?.ifKept.length, 31);
  });
});

suite("Expected recall on the day of the interview", () => {
  const plan = { newPerDay: 2, interview: midnight + 30 * day };
  const now = simulateLearner({ seed: 3, days: 30, plan, diligence: 0.9 }, library);
  const reckon = (more: Partial<typeof now.plan> = {}) =>
    expectRecall(now.progress, now.order, now.model, { ...now.plan, ...more }, now.today, 30);

  test("is what the learners come to who go on by the plan", () => {
    const { onTheDay } = reckon();
    // The learner of before, who goes on until the eve: the mean chance of recall of all questions on the day.
    const means = Array.from({ length: 12 }, (_, i) => {
      const later = simulateLearner({ seed: 50 + i, days: 30, plan: now.plan, from: now }, library);
      const on = midnight + 30 * day + 9 * 3_600_000;
      const recall = later.order.map((id) => {
        const card = later.progress.cards.get(id);
        const last = card?.reviews.at(-1)?.event;
        return card?.memory && last ? later.model.retrievability(card.memory, (on - last.at) / day) : 0;
      });
      return sum(recall) / recall.length;
    });
    const mean = sum(means) / means.length;
    assert.ok(Math.abs(mean - onTheDay.ifKept.mean) < 0.01, `${mean}, reckoned ${onTheDay.ifKept.mean}`);
  });

  test("falls where one stops, and has every new question in time where the plan is kept", () => {
    const { ifStopped, ifKept, onTheDay, questions } = reckon();
    assert.ok(ifStopped.every((value, i) => i === 0 || value < (ifStopped[i - 1] as number)));
    assert.ok((ifKept.at(-1) as number) > 0.93 && questions === 90);
    for (const { mean, low, high } of [onTheDay.ifStopped, onTheDay.ifKept]) {
      assert.ok(0 <= low && low < mean && mean < high && high <= 1);
    }
  });

  test("counts what still waits where the limits of the days are too low", () => {
    assert.ok(reckon({ reviewsPerDay: 1 }).late > 20);
    assert.equal(reckon({ reviewsPerDay: 500 }).late, 0);
  });

  test("has no question due after the eve, as the intervals on the buttons", () => {
    const card = now.progress.cards.get("7.1/1");
    assert.ok(card);
    const intervals = planIntervals(card, now.model, now.plan, now.today);
    assert.ok(Object.values(intervals).every((days) => days <= 29));
  });
});

suite("Advice", () => {
  const group = (kind: Group["kind"], name: string, recalled: number, reviews: number, predicted = 0.9): Group => ({
    ...{ kind, name, reviews, medianSeconds: 40 },
    retention: {
      ...{ reviews, recalled: recalled / reviews, predicted },
      ...findInterval(recalled, reviews),
    },
  });
  const facts: Facts = {
    ...{ studied: 80, due: 0, fresh: 0, desiredRetention: 0.9, reviewsPerDay: 50 },
    next: { days: 1, due: 3, fresh: 0 },
    groups: [group("all", "All reviews", 180, 200)],
  };
  const say = (more: Partial<Facts>): Advice => advise({ ...facts, ...more });

  test("is to add questions where none is studied, and to review what is due before all else", () => {
    assert.equal(say({ studied: 0 }).action, "add");
    assert.deepEqual(say({ due: 5, fresh: 2 }), {
      text: "Review what is due today: 5 questions due, 2 new, about 5 min.",
      action: "review",
    });
  });

  test("is to come back when something is due again", () => {
    assert.equal(say({}).text, "Nothing more is due today: come back tomorrow.");
    const { next: _, ...none } = facts;
    assert.equal(advise(none).action, "add");
  });

  test("is about retention only where the desired one is outside of its interval", () => {
    const on = (recalled: number, reviews: number, predicted?: number) =>
      say({ groups: [group("all", "All reviews", recalled, reviews, predicted)] }).text;
    assert.match(
      on(140, 200),
      /^Raise the desired retention: you recalled 70 % \(95 % interval 63 to 76 %\) where 90 % were predicted/,
    );
    assert.match(on(140, 200, 0.72), /^Review on the days on which questions are due: /);
    assert.match(on(199, 200), /^Lower the desired retention if you want fewer reviews: /);
    // As predicted, for the intervals are short before an interview.
    assert.match(on(199, 200, 0.985), /^Nothing more/);
    assert.match(on(172, 200), /^Nothing more/);
    assert.match(on(10, 20), /^Nothing more/);
    // Late reviews long ago are no matter now.
    const groups = [group("all", "All reviews", 140, 200), group("recent", "Last 90 days", 90, 100)];
    assert.match(say({ groups }).text, /^Nothing more/);
  });

  test("names the weakest section only where it is surely weaker than the others", () => {
    const among = (recalled: number, reviews: number) =>
      say({
        due: 1,
        groups: [
          group("all", "All reviews", 180 + recalled, 200 + reviews),
          group("section", "7.1 Basics", 180, 200),
          group("section", "7.2 Sampling", recalled, reviews),
        ],
      }).text;
    assert.equal(
      among(60, 100),
      "Review what is due today: 1 question due, about 1 min; then read 7.2 Sampling again: you recalled 60 % (95 % interval 50 to 69 %) of it, and 90 % (95 % interval 85 to 93 %) of the other sections.",
    );
    assert.doesNotMatch(among(85, 100), /7\.2/);
    assert.doesNotMatch(among(5, 20), /7\.2/);
  });

  test("is to allow more reviews where too many would wait when the interview comes", () => {
    const { interview } = overviewOf({
      ...{ seed: 3, days: 30 },
      plan: { reviewsPerDay: 2, interview: midnight + 20 * day },
    });
    assert.ok(interview?.readiness);
    assert.match(
      say({ interview }).text,
      /^Allow more than 50 reviews a day until the interview: with so many, \d+ questions/,
    );
  });
});
