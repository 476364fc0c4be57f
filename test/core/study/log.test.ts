import assert from "node:assert/strict";
import { mergeEvents, readEvents, type StudyEvent, writeEvents } from "../../../src/core/study/event";
import { createMemoryModel } from "../../../src/core/study/memory";
import { foldEvents, foldNext } from "../../../src/core/study/progress";
import { createRandomSource } from "../../../src/math/random";

const day = 86_400_000;
const model = createMemoryModel(0.9);

/** Reviews as three windows on each of two machines might write them, one of which is an hour slow. */
function writeLogs(count: number, seed: number): { windows: StudyEvent[][]; crashes: string[] } {
  const draw = createRandomSource(seed).uniforms(0, 4 * count);
  const windows = Array.from({ length: 6 }, (): StudyEvent[] => []);
  for (let i = 0; i < count; i++) {
    const [a = 0, b = 0, c = 0, d = 0] = draw.slice(4 * i, 4 * i + 4);
    const window = Math.floor(6 * a);
    const at = Math.round(1e12 + (i * day) / 200 + 60_000 * d) - (window > 2 ? 3_600_000 : 0);
    const question = `7.1/${1 + Math.floor(40 * b)}`;
    const id = `w${window}-${windows[window]?.length}`;
    const grade = (1 + Math.floor(4 * c)) as 1 | 2 | 3 | 4;
    windows[window]?.push(
      i % 17 === 5
        ? { id, at, type: "undo", event: `w${window}-${(windows[window]?.length ?? 1) - 1}` }
        : { id, at, type: "grade", question, grade, seconds: Math.round(100 * d), source: "review" },
    );
  }
  // Each window dies while it writes one more line.
  const crashes = windows.map((events, i) => {
    const next = writeEvents([{ id: `lost-${i}`, at: 2e12, type: "suspend", question: "7.1/1" }]);
    return writeEvents(events) + next.slice(0, Math.floor((next.length - 1) * (draw[i] as number)));
  });
  return { windows, crashes };
}

suite("The review log", () => {
  test("comes to the same state in every order of merging, with every grade whose write had ended", () => {
    const { windows, crashes } = writeLogs(10_000, 1);
    const logs = crashes.map((text) => readEvents(text).events);
    const all = mergeEvents(...logs);
    assert.equal(all.length, 10_000);
    assert.deepEqual(all, mergeEvents(...windows));
    const states = [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [2, 0, 5, 1, 4, 3],
    ].map((order) => mergeEvents(...order.map((i) => logs[i] as StudyEvent[])));
    // By way of two machines that merge what they have, and merge again.
    const [first, second] = [mergeEvents(...logs.slice(0, 3)), mergeEvents(...logs.slice(3))];
    states.push(mergeEvents(first, second, first), mergeEvents(mergeEvents(second, first), logs[0] as StudyEvent[]));
    const [reference, ...others] = states.map((events) => foldEvents(events, model));
    for (const other of others) {
      assert.deepEqual(other, reference);
    }
  });

  test("keeps what is torn, and says where", () => {
    const whole = writeEvents([{ id: "a", at: 1, type: "add", question: "7.1/1" }]);
    const { events, torn } = readEvents(`${whole}{"id":"b","at":2,"type":"gr`);
    assert.equal(events.length, 1);
    assert.deepEqual(torn, [{ line: 2, text: '{"id":"b","at":2,"type":"gr', message: "The line is not whole." }]);
  });

  const wrongs: [line: string, said: RegExp][] = [
    ["null", /no id/],
    ['{"id":"a"}', /no time/],
    ['{"id":"a","at":1,"type":"dance"}', /“dance” is not known/],
    ['{"id":"a","at":1,"type":"constructor"}', /not known/],
    ['{"id":"a","at":1,"type":"grade","question":"1","grade":5,"seconds":1,"source":"review"}', /grade is/],
    ['{"id":"a","at":1,"type":"grade","question":"1","grade":3,"seconds":1e999,"source":"review"}', /seconds is/],
    ['{"id":"a","at":1,"type":"add","question":7}', /question is/],
  ];
  for (const [line, said] of wrongs) {
    test(`does not take ${line} for an event`, () => {
      const { events, torn } = readEvents(`${line}\n`);
      assert.deepEqual(events, []);
      assert.match(torn[0]?.message ?? "", said);
    });
  }

  test("undoes any number of grades", () => {
    const grade = (id: string, at: number): StudyEvent => {
      return { id, at: at * day, type: "grade", question: "q", grade: 3, seconds: 1, source: "review" };
    };
    const events = [grade("a", 1), grade("b", 4), grade("c", 20)];
    const undo = (event: string): StudyEvent => ({ id: `undo-${event}`, at: 21 * day, type: "undo", event });
    const reviews = (log: StudyEvent[]) => foldEvents(mergeEvents(log), model).cards.get("q")?.reviews.length ?? 0;
    assert.equal(reviews([...events, undo("c")]), 2);
    assert.equal(reviews([...events, undo("c"), undo("b"), undo("a")]), 0);
  });

  test("comes to the same state event by event, also where one was taken back before it came", () => {
    const grade = (id: string, at: number): StudyEvent => {
      return { id, at: at * day, type: "grade", question: "q", grade: 3, seconds: 1, source: "review" };
    };
    const events: StudyEvent[] = [
      grade("a", 1),
      { id: "b", at: 2 * day, type: "undo", event: "d" },
      grade("c", 5),
      // By a clock that is ahead of that of the machine where it was taken back.
      grade("d", 6),
    ];
    let progress = foldEvents([], model);
    events.forEach((event, i) => {
      progress = foldNext(progress, event, model) ? progress : foldEvents(events.slice(0, i + 1), model);
    });
    assert.deepEqual(progress, foldEvents(events, model));
    assert.equal(progress.cards.get("q")?.reviews.length, 2);
  });

  test("keeps the history of a question that has moved, and of one that is gone", () => {
    const events: StudyEvent[] = [
      { id: "a", at: 1, type: "grade", question: "old", grade: 4, seconds: 1, source: "review" },
      { id: "b", at: 2, type: "relink", question: "old", to: "new" },
      { id: "c", at: 3, type: "add", question: "x" },
      { id: "d", at: 4, type: "relink", question: "x", to: "y" },
      { id: "e", at: 5, type: "relink", question: "y", to: "x" },
      // Another question has come to stand there.
      { id: "f", at: 6, type: "add", question: "old" },
    ];
    const { cards } = foldEvents(events, model);
    assert.equal(cards.get("new")?.reviews[0]?.event.grade, 4);
    assert.deepEqual(cards.get("old")?.reviews, []);
    assert.deepEqual([...cards.keys()].sort(), ["new", "old", "x"]);
  });
});

suite("FSRS-6", () => {
  const stabilities = [2.3065, 13.8269, 56.9567, 196.2353, 586.4835, 1559.3567];
  const intervals = [3, 14, 57, 196, 586, 1559];

  test("spaces six times Good, each on its day, as its reference does", () => {
    let memory: ReturnType<typeof model.review> | undefined;
    let days = 0;
    stabilities.forEach((stability, i) => {
      const next = model.intervals(memory, days)[3];
      memory = model.review(memory, days, 3);
      assert.equal(memory.stability.toFixed(4), stability.toFixed(4));
      assert.equal(next, intervals[i]);
      days = next;
    });
  });

  test("begins with 1, 2, 3 and 8 days", () => {
    assert.deepEqual(model.intervals(undefined, 0), { 1: 1, 2: 2, 3: 3, 4: 8 });
  });

  test("predicts 0.9 after the stability, and less later", () => {
    const memory = { stability: 10, difficulty: 5 };
    assert.equal(model.retrievability(memory, 10), 0.9);
    assert.equal(model.retrievability(memory, 20).toFixed(5), "0.84588");
    assert.equal(model.retrievability(memory, 100).toFixed(5), "0.69283");
  });
});
