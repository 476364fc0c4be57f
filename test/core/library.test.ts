import assert from "node:assert/strict";
import {
  canBeAsked,
  createLibrary,
  isUnanswered,
  type Library,
  noFilter,
  passes,
  type Source,
} from "../../src/core/library";
import { parseNotes } from "../../src/core/parseNotes";

suite("A library", () => {
  test("joins a user's chapter of the same title: the question once, an answer of each source", () => {
    const library = join(
      "# Chapter 7\n\n### 7.1 Basics\n\n> [12] [M] Why zeros?\n\nCorners.",
      "# chapter 7\n\n### 7.1 Basics\n\n> [12] Why zeros, again?\n\nMine.\n\n> [3] New?",
    );
    assert.equal(library.chapters.length, 1);
    assert.deepEqual(ids(library), ["7.1/3", "7.1/12"]);
    const entry = library.find("7.1/12");
    assert.equal(entry?.title, "Why zeros?");
    assert.deepEqual(
      entry?.answers.map(({ source, text }) => [source.name, text]),
      [
        ["file0.md", "Corners."],
        ["file1.md", "Mine."],
      ],
    );
  });

  test("keeps questions in the order of their numbers and parts in the order of Roman numerals", () => {
    const library = join("# A\n\n### 1 S\n\n> [10] Ten?\n\n> [2] Two?\n> [ix] nine\n\nx\n\n> [v] five\n\nx");
    assert.deepEqual(ids(library), ["1/2", "1/2.v", "1/2.ix", "1/10"]);
  });

  test("keeps sections without numbers as they stand in the file", () => {
    const { chapters } = join("# A\n\n### Second\n\n> [1] Q?\n\n### First\n\n> [1] Q?");
    assert.deepEqual(
      chapters[0]?.sections.map(({ title }) => title),
      ["Second", "First"],
    );
  });

  test("gives two chapters that number their sections alike ids of their own", () => {
    const library = join("# A\n\n### 1 S\n\n> [1] In A?", "# B\n\n### 1 S\n\n> [1] In B?");
    assert.deepEqual(ids(library), ["1/1", "b/1/1"]);
    assert.equal(library.find("b/1/1")?.title, "In B?");
  });

  test("leads the ids of a section that another chapter had first, parts and later questions too", () => {
    const library = join("# A\n\n### 1 S\n\n> [1] In A?", "# B\n\n### 1 S\n\n> [3] In B?\n\n> [1] Stem.\n> [i] Part?");
    assert.deepEqual(ids(library), ["1/1", "b/1/1", "b/1/1.i", "b/1/3"]);
  });

  test("keeps two files without a heading apart, even where they have one name", () => {
    const file = (text: string): Source => ({ name: "README.md", uri: text, isUsers: true, notes: parseNotes(text) });
    const library = createLibrary([file("### 1 S\n\n> [1] Cats?"), file("### 1 S\n\n> [1] Dogs?\n\nWoof.")], []);
    assert.equal(library.chapters.length, 2);
    assert.deepEqual(
      library.entries.map(({ title, answers }) => [title, answers.length]),
      [
        ["Cats?", 1],
        ["Dogs?", 1],
      ],
    );
  });

  test("takes hint, level and introduction from whoever has them", () => {
    const library = join(
      "# A\n\n### 1 S\n\n> [1] Q?",
      "# A\n\n### 1 S\n\nRead this first.\n\n> [1] [H] Q?\n> Hint: think",
    );
    const entry = library.find("1/1");
    assert.deepEqual([entry?.hint, entry?.level, entry?.section.intro], ["think", "hard", "Read this first."]);
  });

  test("joins twenty thousand questions in one section without going through all for each", () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `> [${i + 1}] Q?`).join("\n\n");
    const started = process.cpuUsage();
    const library = join(`# A\n\n### 1 S\n\n${many}`);
    assert.equal(library.entries.length, 20_000);
    // One by one it took over a minute; the bound is on work, and far off.
    assert.ok(process.cpuUsage(started).user < 20e6);
  });

  test("names a chapter without a heading after its file", () => {
    assert.equal(join("### 1 S\n\n> [1] Q?").chapters[0]?.title, "file0.md");
  });

  test("says a question is unanswered when a source that asks it has no answer, or when a part has none", () => {
    const library = join(
      "# A\n\n### 1 S\n\n> [1] Both?\n\nYes.\n\n> [2] Stem.\n> [i] One?\n\nYes.\n\n> [ii] Two?",
      "# A\n\n### 1 S\n\n> [1] Both?",
    );
    assert.deepEqual(
      library.entries.filter(isUnanswered).map(({ id }) => id),
      ["1/1", "1/2", "1/2.ii"],
    );
  });

  test("has a question asked of a learner when any source answers it, and its parts in place of a stem", () => {
    const library = join(
      "# A\n\n### 1 S\n\n> [1] Answered?\n\nYes.\n\n> [2] Not?\n\n> [3] Stem\n> [i] One\n\nYes.\n\n> [ii] Two",
      "# A\n\n### 1 S\n\n> [1] Answered?",
    );
    assert.deepEqual(
      library.entries.filter(canBeAsked).map(({ id }) => id),
      ["1/1", "1/3.i"],
    );
  });

  test("knows a question's demos from the demo and from links in an answer", () => {
    const library = join(
      "# A\n\n### 7.1 S\n\n> [12] Q?\n\nx\n\n> [13] Q?\n\n[see](demo:other?seed=7) [x](demo:unknown)",
    );
    assert.deepEqual(library.find("7.1/12")?.demos, ["l1-vs-l2"]);
    assert.deepEqual(library.find("7.1/13")?.demos, ["other"]);
  });

  test("a filter keeps questions that hold all words, in any text, and have one of the levels", () => {
    const library = join(
      "# A\n\n### 7.1 S\n\n> [1] [E] Ridge?\n> Hint: shrinkage\n\nBy a factor.\n\n> [2] [H] Lasso?\n\nBy a constant.\n\n> [12] [M] Stem.\n> [i] Part?",
    );
    const passing = (filter: Partial<typeof noFilter>) =>
      library.entries.filter((entry) => passes(entry, { ...noFilter, ...filter })).map(({ id }) => id);
    assert.deepEqual(passing({ text: "  SHRINKAGE factor " }), ["7.1/1"]);
    assert.deepEqual(passing({ levels: ["easy", "hard"] }), ["7.1/1", "7.1/2"]);
    assert.deepEqual(passing({ withDemo: true }), ["7.1/12"]);
    assert.deepEqual(passing({ unanswered: true }), ["7.1/12", "7.1/12.i"]);
    assert.deepEqual(passing({ text: "by", levels: ["hard"] }), ["7.1/2"]);
  });
});

const ids = (library: Library) => library.entries.map(({ id }) => id);

function join(...files: string[]): Library {
  const sources = files.map(
    (text, index): Source => ({
      name: `file${index}.md`,
      uri: `file:///file${index}.md`,
      isUsers: true,
      notes: parseNotes(text),
    }),
  );
  return createLibrary(sources, [
    { id: "l1-vs-l2", questions: ["7.1/12"] },
    { id: "other", questions: [] },
  ]);
}
