import assert from "node:assert/strict";
import { createLibrary, type Entry } from "../../src/core/library";
import { parseNotes } from "../../src/core/parseNotes";
import { isIn, searchQuestions, tellInLine, tellQuestion } from "../../src/core/tellQuestions";

const notes = `# Chapter 7
### 7.1 Basics
> [1] [E] What is overfitting?
> Hint: two errors.

The validation error rises: zebra.
`;
const library = createLibrary(
  [{ name: "Chapter", uri: "file:///c.md", isUsers: false, notes: parseNotes(notes) }],
  [{ id: "walk", questions: ["7.1/1"] }],
);
const open = () => false;
const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);
const search = (words: string, more: object = {}, isHidden: (entry: Entry) => boolean = open) =>
  ids(searchQuestions(library, { words, section: "", ...more }, isHidden));

suite("What an assistant is told of questions", () => {
  test("is found by words of question, hint and answer, by section and by level", () => {
    assert.deepEqual(search("OVERFITTING"), ["7.1/1"]);
    assert.deepEqual(search("zebra errors"), ["7.1/1"]);
    assert.deepEqual(search("zebra giraffe"), []);
    assert.deepEqual(search("", { level: "easy" }), ["7.1/1"]);
    assert.deepEqual(search("overfitting", { section: "7.2" }), []);
    assert.deepEqual(search("", { section: "basics" }), ["7.1/1"]);
    const [first] = library.entries;
    assert.ok(first && isIn(first, " 7.1 ") && isIn(first, "chapter 7") && isIn(first, "") && !isIn(first, "7.2"));
  });

  test("is not found by what is hidden of it", () => {
    const hidden = ({ id }: Entry) => id === "7.1/1";
    assert.deepEqual(search("zebra", {}, hidden), []);
    assert.deepEqual(search("errors", {}, hidden), []);
    assert.deepEqual(search("overfitting", {}, hidden), ["7.1/1"]);
  });

  test("is the whole question, or the question alone and why", () => {
    const [first] = library.entries;
    assert.ok(first);
    const whole = tellQuestion(first, open, "Why not.", (id) => `the ${id}`);
    for (const part of ["overfitting", "two errors", "zebra", "the walk", "easy", "7.1 Basics"]) {
      assert.ok(whole.includes(part), `${part} is missing in ${whole}`);
    }
    const hidden = tellQuestion(
      first,
      () => true,
      "Why not.",
      (id) => `the ${id}`,
    );
    assert.match(hidden, /overfitting[\s\S]*Why not\.$/);
    assert.doesNotMatch(hidden, /errors|zebra|walk/);
  });

  test("holds each part of a question by its own rule", () => {
    const parts = createLibrary(
      [
        {
          ...{ name: "Chapter", uri: "file:///c.md", isUsers: false },
          notes: parseNotes("### 7.1 Basics\n> [2] Both?\n\n> [i] One?\n\nApple.\n\n> [ii] Two?\n\nPear.\n"),
        },
      ],
      [],
    );
    const [parent] = parts.entries;
    assert.ok(parent && parent.parts.length === 2, JSON.stringify(ids(parts.entries)));
    const told = tellQuestion(parent, ({ id }) => id === "7.1/2.ii", "Why not.", String);
    assert.match(told, /Apple/);
    assert.doesNotMatch(told, /Pear/);
    assert.match(tellInLine(parent), /2 parts/);
  });
});
