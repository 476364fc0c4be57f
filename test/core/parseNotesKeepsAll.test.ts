import assert from "node:assert/strict";
import { parseNotes } from "../../src/core/parseNotes";
import type { Notes, Question } from "../../src/core/question";

/** Random documents in which each line has a word of its own. The same seed gives the same document. */
function createDocument(seed: number): string {
  let state = seed;
  const random = (below: number): number => {
    // The minimal standard generator of Park and Miller.
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
  let words = 0;
  const word = () => `w${++words}w`;
  const lines = (most: number, line: () => string) => Array.from({ length: 1 + random(most) }, line).join("\n");
  const quote = (text: string) =>
    text
      .split("\n")
      .map((line) => pick([">", "> ", "> ", ">  ", ">\t"]) + line)
      .join("\n");

  const number = () => pick(["[1]", "[2]", "[3] [M]", "[4ii]", "[5] [i] [H]", "[6.iv]", "[7][E]", "[8] [Q]", "[9a]"]);
  const part = () => pick(["[i]", "[ii] [E]", "[iii]", "[x]", "[M]"]);
  const asked = () => [
    `${pick([number, number, part])()} ${pick(["", "# ", "- "])}${word()}`,
    ...pick([[], [word()], ["Hint: x", word()], [`${part()} ${word()}`], ["", word()], [`${number()} ${word()}`]]),
    ...pick([[], [], [`Hint: ${word()}`, word()], ["", word()], [`${part()} ${word()}`], [`- ${word()}`, "", word()]]),
  ];
  const blocks: (() => string)[] = [
    () => `${pick(["#", "##", "###", "###", "####"])} ${pick(["", "1 ", "7.1 ", "Chapter 2: "])}${word()}`,
    () => quote(asked().join("\n")),
    () => quote(asked().join("\n")),
    () => quote(asked().join("\n")),
    () => `${quote(asked().join("\n"))}\n${word()}`,
    () => quote(`${pick(["Note: ", "> ", "$$\n", "```\n"])}${word()}\n${word()}`),
    () => lines(3, word),
    () => lines(3, word),
    () => lines(3, () => `${pick(["- ", "1. ", "  - ", "  "])}${word()}`),
    () => `- ${word()}\n\n  > [1] ${word()}`,
    () =>
      `${pick(["```", "````", "  ```py"])}\n> [1] ${word()}\n\n# ${word()}\n${pick(["```", "````", "`````", "~~~"])}`,
    () => lines(3, () => `    ${word()}`),
    () => `\t> [1] ${word()}`,
    () => `<details>\n> [1] ${word()}\n</details>`,
    () => `<!-- ${word()}\n\n> [1] ${word()}\n${pick(["-->", "-->", "-->", "-->", "->"])}`,
    () => `$$\n> [1] ${word()}\n${pick(["$$", "$$", "$$", `$$ ${word()}`, "$"])}`,
    () => `| ${word()} | b |\n|---|---|\n| ${word()} | d |`,
    () => `${word()}\n${pick(["---", "==="])}`,
    () => pick(["____", "---", "* * *"]),
    () => `[r${random(9)}]: http://${word()}.org${pick(["", ` "${word()}"`, `\n  '${word()}'`])}`,
    () => `[^n${random(9)}]: ${word()}\n    ${word()}\n\n    > [1] ${word()}`,
    () => `[^n${random(9)}]:`,
  ];
  const text = Array.from({ length: 3 + random(25) }, () => pick(blocks)() + pick(["\n", "\n", "\n\n\n", ""])).join(
    "\n",
  );
  return text.replaceAll("\n", pick(["\n", "\n", "\r\n", "\r"]));
}

const wordsIn = (text: string): string[] => text.match(/w\d+w/g) ?? [];

/** Every text of the result, and the headings. */
function textsOf({ chapters, definitions }: Notes): { texts: string[]; headings: string[] } {
  const fromQuestion = ({ text, hint, answer, parts }: Question): string[] => [
    text,
    hint,
    answer,
    ...parts.flatMap(fromQuestion),
  ];
  const sections = chapters.flatMap((chapter) => chapter.sections);
  const questions = sections.flatMap((section) => section.questions);
  return {
    texts: [...[...chapters, ...sections].map(({ intro }) => intro), ...questions.flatMap(fromQuestion), definitions],
    headings: [...chapters, ...sections].map(({ title }) => title),
  };
}

function idsIn({ chapters }: Notes): string[] {
  const sections = chapters.flatMap((chapter) => chapter.sections);
  const questions = sections.flatMap((section) => section.questions);
  return [
    ...sections.map(({ id }) => id),
    ...questions.flatMap(({ id, parts }) => [id, ...parts.map((part) => part.id)]),
  ];
}

suite("Nothing is ever lost", () => {
  const documents = Array.from({ length: 2000 }, (_, index) => createDocument(index + 1));

  test("each word of a file is in exactly one text, or in a heading", () => {
    for (const text of documents) {
      const { texts, headings } = textsOf(parseNotes(text));
      const kept = texts.flatMap(wordsIn);
      const structure = new Set(headings.flatMap(wordsIn));
      assert.deepEqual(
        wordsIn(text)
          .filter((word) => !structure.has(word))
          .sort(),
        kept.sort(),
        JSON.stringify(text),
      );
    }
  });

  test("answers and introductions are whole lines of the file, in its order", () => {
    for (const text of documents) {
      const lines = text.split(/\r\n?|\n/).map((line) => line.trimEnd());
      const { chapters } = parseNotes(text);
      const sections = chapters.flatMap((chapter) => chapter.sections);
      const questions = sections.flatMap((section) => section.questions.flatMap((q) => [q, ...q.parts]));
      for (const slice of [...questions.map((q) => q.answer), ...sections.map((s) => s.intro)]) {
        let at = -1;
        for (const line of slice.split("\n").filter((one) => /\w\d+w/.test(one))) {
          at = lines.indexOf(line.trimEnd(), at + 1);
          assert.ok(at >= 0, `${JSON.stringify(line)} in ${JSON.stringify(text)}`);
        }
      }
    }
  });

  test("ids are unique", () => {
    for (const text of documents) {
      const ids = idsIn(parseNotes(text));
      assert.equal(new Set(ids).size, ids.length, JSON.stringify(text));
    }
  });

  test("diagnostics point into the file", () => {
    for (const text of documents) {
      const lines = text.split(/\r\n?|\n/);
      for (const { line, column, endLine, endColumn } of parseNotes(text).diagnostics) {
        const [start, end] = [lines[line - 1] ?? "", lines[endLine - 1] ?? ""];
        assert.ok(column <= start.length && endColumn <= end.length + 1, JSON.stringify(text));
        assert.ok(endLine === line && endColumn > column, JSON.stringify(text));
      }
    }
  });

  test("the documents have questions, parts, definitions and faults", () => {
    const all = documents.map(parseNotes);
    const ids = all.flatMap(idsIn);
    assert.ok(ids.filter((id) => id.includes("/")).length > 3000);
    assert.ok(ids.filter((id) => /\.[ivx]+$/.test(id)).length > 1000);
    assert.ok(all.filter((notes) => notes.definitions !== "").length > 500);
    assert.ok(new Set(all.flatMap((notes) => notes.diagnostics.map((one) => one.message.slice(-20)))).size > 8);
  });
});
