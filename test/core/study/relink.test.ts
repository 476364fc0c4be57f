import assert from "node:assert/strict";
import { createLibrary, type Library } from "../../../src/core/library";
import { parseNotes } from "../../../src/core/parseNotes";
import type { StudyEvent } from "../../../src/core/study/event";
import { createMemoryModel } from "../../../src/core/study/memory";
import { foldEvents } from "../../../src/core/study/progress";
import { findLost, suggestPlaces } from "../../../src/core/study/relink";

const read = (text: string): Library =>
  createLibrary([{ name: "notes.md", uri: "file:///notes.md", isUsers: true, notes: parseNotes(text) }], []);
const library = read(`# Notes
### Kernel methods
> [1] What does the kernel trick save?

It saves features.

> [2] Not answered yet?

### Kernels and margins
> [1] Why is a large margin good?

It generalises.

### Convolutions
> [3] What does weight sharing assume?

That places are alike.
`);
const model = createMemoryModel(0.9);
let events = 0;
const head = () => ({ id: `w-${events}`, at: 1e12 + events++ });
const add = (question: string): StudyEvent => ({ ...head(), type: "add", question });
const grade = (question: string): StudyEvent => {
  return { ...head(), type: "grade", question, grade: 3, seconds: 9, source: "review" };
};

suite("A question that is gone", () => {
  test("is lost where it was studied and is in no file, those with most reviews first", () => {
    const progress = foldEvents(
      [add("kernel-methods/1"), add("gone/1"), add("gone/2"), grade("gone/2"), add("gone/3"), grade("gone/4")].concat([
        { ...head(), type: "remove", question: "gone/3" },
        { ...head(), type: "remove", question: "gone/4" },
        add("kernel-methods/2"),
      ]),
      model,
    );
    assert.deepEqual(
      findLost(progress, library).map(({ id, reviews }) => [id, reviews]),
      [
        ["gone/2", 1],
        ["gone/4", 1],
        ["gone/1", 0],
      ],
    );
  });

  test("is lost too where it was given parts, by which it is asked now", () => {
    const parted = read(`# Notes
### Kernels
> [1] Two questions.

> [i] The first?

An answer.

> [ii] The second?

Another.
`);
    assert.equal(parted.find("kernels/1")?.parts.length, 2);
    const progress = foldEvents([add("kernels/1"), grade("kernels/1"), add("kernels/1.i")], model);
    assert.deepEqual(
      findLost(progress, parted).map(({ id }) => id),
      ["kernels/1"],
    );
  });

  const places: [lost: string, likeliest: string][] = [
    ["kernel-method/1", "kernel-methods/1"],
    ["kernels-and-large-margins/1", "kernels-and-margins/1"],
    ["convolution/3", "convolutions/3"],
    ["weight-sharing/3", "convolutions/3"],
    ["notes/kernel-methods/1", "kernel-methods/1"],
  ];
  for (const [lost, likeliest] of places) {
    test(`that was ${lost} is first looked for at ${likeliest}`, () => {
      const found = suggestPlaces(lost, library, foldEvents([grade(lost)], model)).map(({ id }) => id);
      assert.equal(found[0], likeliest);
      // All that can be asked are there to be picked, and no others.
      assert.deepEqual([...found].sort(), ["convolutions/3", "kernel-methods/1", "kernels-and-margins/1"]);
    });
  }

  test("has its history again when it is re-linked, and loses it when that is undone", () => {
    const log = [add("gone/1"), grade("gone/1"), grade("gone/1")];
    const relink: StudyEvent = { ...head(), type: "relink", question: "gone/1", to: "kernel-methods/1" };
    const now = foldEvents([...log, relink], model);
    assert.deepEqual(findLost(now, library), []);
    assert.equal(now.cards.get("kernel-methods/1")?.reviews.length, 2);
    const undone = foldEvents([...log, relink, { ...head(), type: "undo", event: relink.id }], model);
    assert.equal(findLost(undone, library)[0]?.reviews, 2);
  });
});
