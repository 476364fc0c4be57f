import assert from "node:assert/strict";
import { type StudyEvent, writeEvents } from "../../../src/core/study/event";
import { readProgress, sayImport } from "../../../src/core/study/readProgress";

const now = Date.UTC(2026, 10, 22);
const good: StudyEvent = { id: "a-0", at: now - 5, type: "add", question: "7.1/1" };
const graded = { id: "a-1", at: now - 4, type: "grade", question: "7.1/1", grade: 3, seconds: 9, source: "review" };

suite("A file of progress", () => {
  test("is read as the log writes it, with other line ends and empty lines too", () => {
    const text = writeEvents([good, graded as StudyEvent]);
    assert.deepEqual(readProgress(text, now), { events: [good, graded], refused: [] });
    assert.deepEqual(readProgress(text.replaceAll("\n", "\r\n\r\n"), now).events, [good, graded]);
  });

  const hostile: [title: string, line: string][] = [
    ["no JSON", '{"id":"a'],
    ["another type of value", "7"],
    ["a list", JSON.stringify([good])],
    ["a type that is none", JSON.stringify({ ...good, type: "toString" })],
    ["an id that is a number", JSON.stringify({ ...good, id: 7 })],
    ["an id of a million letters", JSON.stringify({ ...good, id: "x".repeat(1e6) })],
    ["a question of a million letters", JSON.stringify({ ...good, question: "x".repeat(1e6) })],
    ["a million fields", `{${'"a":1,'.repeat(1e6)}"id":"a"}`],
    ["a hundred thousand brackets", "[".repeat(1e5)],
    ["a time in the future", JSON.stringify({ ...good, at: now + 2 * 86_400_000 })],
    ["a time that no calendar has", JSON.stringify({ ...good, at: 1e300 })],
    ["a time before 1970", JSON.stringify({ ...good, at: -1 })],
    ["seconds without end", JSON.stringify(graded).replace('"seconds":9', '"seconds":1e999')],
    ["seconds for a year", JSON.stringify({ ...graded, seconds: 3e7 })],
    ["a grade that is none", JSON.stringify({ ...graded, grade: 5 })],
  ];
  for (const [title, line] of hostile) {
    test(`refuses ${title}, and says in which line`, () => {
      const { events, refused } = readProgress(`${JSON.stringify(good)}\n${line}\n${JSON.stringify(graded)}\n`, now);
      assert.deepEqual(events, [good, graded]);
      assert.equal(refused.length, 1);
      assert.equal(refused[0]?.line, 2);
      assert.ok((refused[0]?.message.length ?? 0) <= 200);
    });
  }

  test("is spoken of in one sentence", () => {
    const refuse = (...lines: number[]) => lines.map((line) => ({ line, message: "" }));
    assert.equal(sayImport(2, 5, []), "2 of 5 entries were new.");
    assert.equal(sayImport(0, 1, refuse(7)), "0 of 1 entry was new; 1 line was not understood (7).");
    assert.equal(
      sayImport(1, 9, refuse(1, 2, 3, 4, 5, 6)),
      "1 of 9 entries was new; 6 lines were not understood (1, 2, 3, 4, 5, …).",
    );
    assert.equal(sayImport(0, 0, refuse(1)), "the file has no entries; 1 line was not understood (1).");
  });
});
