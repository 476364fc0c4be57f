import assert from "node:assert/strict";
import type { Grade, StudyEvent } from "../../../src/core/study/event";
import { createMemoryModel } from "../../../src/core/study/memory";
import { findQuestionOfTheDay } from "../../../src/core/study/questionOfTheDay";

const day = 86_400_000;
const start = 20_000 * day;
const model = createMemoryModel(0.9);
const plan = { newPerDay: 5, reviewsPerDay: 50 };
const order = Array.from({ length: 20 }, (_, i) => `7.1/${i + 1}`);

let made = 0;
const add = (question: string, at: number): StudyEvent => ({ id: `e${made++}`, at, type: "add", question });
const grade = (question: string, at: number, value: Grade = 3): StudyEvent => {
  return { id: `e${made++}`, at, type: "grade", question, grade: value, seconds: 5, source: "review" };
};

const find = (events: readonly StudyEvent[], date = start, now = date, questions: readonly string[] = order) =>
  findQuestionOfTheDay(events, questions, model, plan, { now, start: date, end: date + day });

suite("The question of the day", () => {
  /** Reviewed three days before, which is when Good is due again; the last, a day before, which is not. */
  const studied = [
    ...order
      .slice(0, 8)
      .flatMap((question, i) => [add(question, start - 9 * day), grade(question, start - (3 + i) * day)]),
    add("7.1/9", start - 9 * day),
    grade("7.1/9", start - day, 4),
  ];

  test("is one of the five weakest that are due, and not the same every day", () => {
    const weak = order.slice(3, 8);
    assert.ok(weak.includes(find(studied) ?? ""));
    const days = Array.from({ length: 30 }, (_, i) => find(studied, start + i * day));
    assert.ok(new Set(days).size >= 4, days.join(" "));
    assert.ok(days.slice(0, 3).every((question) => weak.includes(question ?? "")));
  });

  test("is the same all day, whatever is done in it", () => {
    const question = find(studied) ?? "";
    const done = [
      grade(question, start + 1),
      add("7.1/15", start + 2),
      grade("7.1/15", start + 3),
      { id: "s", at: start + 4, type: "suspend", question } as const,
      { id: "u", at: start + 5, type: "undo", event: studied[1]?.id ?? "" } as const,
    ];
    for (let i = 0; i <= done.length; i++) {
      assert.equal(find([...studied, ...done.slice(0, i)], start, start + i * 3_600_000), question);
    }
    assert.notEqual(find([...studied, ...done], start + day), question);
  });

  test("is one that was never reviewed where nothing is due", () => {
    const events = [add("7.1/9", start - 2 * day), grade("7.1/9", start - day, 4)];
    const days = Array.from({ length: 5 }, (_, i) => find(events, start + i * day));
    assert.ok(!days.includes("7.1/9"));
    assert.ok(new Set(days).size > 1);
  });

  test("is one that was hard where nothing is due, before any that was never reviewed", () => {
    const events = [
      ...["7.1/3", "7.1/9"].map((question) => add(question, start - 2 * day)),
      grade("7.1/3", start - day, 2),
      grade("7.1/9", start - day, 4),
    ];
    assert.equal(find(events), "7.1/3");
  });

  test("is one of the weakest where all are learned and none is due", () => {
    const events = order.flatMap((question, i) => [
      add(question, start - 9 * day),
      grade(question, start - (i < 5 ? 3 : 1) * day, 4),
    ]);
    const days = Array.from({ length: 3 }, (_, i) => find(events, start + i * day));
    assert.deepEqual(
      days.filter((question) => !order.slice(0, 5).includes(question ?? "")),
      [],
    );
  });

  test("is none that is suspended, removed and learned, or not to be found any more", () => {
    const questions = ["7.1/1", "7.1/2", "7.1/3"];
    const events = [
      ...questions.flatMap((question) => [add(question, start - 9 * day), grade(question, start - 5 * day)]),
      { id: "a", at: start - day, type: "suspend", question: "7.1/1" } as const,
      { id: "b", at: start - day, type: "remove", question: "7.1/2" } as const,
    ];
    assert.equal(find(events, start, start, questions), "7.1/3");
    assert.equal(find(events, start, start, ["7.1/1"]), undefined);
    assert.equal(find([], start, start, []), undefined);
  });
});
