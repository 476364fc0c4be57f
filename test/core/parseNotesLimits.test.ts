import assert from "node:assert/strict";
import { parseNotes } from "../../src/core/parseNotes";

const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Inputs that take a careless parser minutes, or its stack. */
const inputs: [title: string, text: string][] = [
  ["10,000 nested quotes", `${">".repeat(10_000)} [5] q`],
  ["a thousand lines of a thousand nested quotes", repeat(1000, () => `${"> ".repeat(1000)}[5] q`)],
  ["quotes ever deeper", repeat(2000, (i) => `${"> ".repeat(i % 300)}[5] q`)],
  ["10,000 nested lists", `${"- ".repeat(10_000)}x`],
  ["a question of a megabyte in one line", `> [5] ${"word ".repeat(200_000)}`],
  ["an answer of a megabyte in one line", `> [5] q\n\n${"word ".repeat(200_000)}`],
  ["100,000 brackets never closed", `> [5] ${"[".repeat(100_000)}`],
  ["100,000 spaces in a bracket", `> [${" ".repeat(100_000)}5`],
  ["100,000 spaces behind a number", `> [5${" ".repeat(100_000)}x`],
  ["50,000 levels", `> [5] ${"[E] ".repeat(50_000)}`],
  ["50,000 openings of emphasis", `> [5] ${"*a_ ".repeat(50_000)}`],
  ["30,000 formulas never closed", `> [5] ${"$a $$b ".repeat(30_000)}`],
  ["30,000 tags never closed", `> [5] ${"<!-- <a ".repeat(30_000)}`],
  ["30,000 footnotes never closed", `> [5] ${"^[".repeat(30_000)}`],
  ["50,000 abbreviations", `> [5] ${"vs. L ".repeat(50_000)}`],
  ["a heading number of 50,000 digits", `## ${"1.".repeat(50_000)}x`],
  ["10,000 questions of one number", repeat(10_000, () => "> [5] q\n")],
  ["10,000 questions in one block", repeat(10_000, (i) => `> [${i}] q`)],
  ["10,000 parts of one number", `> [5] q\n\n${repeat(10_000, () => "> [ii] q\n")}`],
  ["10,000 parts in one block", `> [5] q\n${repeat(10_000, () => "> [ii] q")}`],
  ["20,000 sections of one name", repeat(20_000, () => "## same")],
  ["20,000 lines without >", `> [5] q\n${repeat(20_000, () => "lazy")}`],
  ["20,000 questions in a fence never closed", `\`\`\`\n${repeat(20_000, () => "> [5] q")}`],
  ["20,000 rules", `> [5] q\n\n${repeat(20_000, () => "____\n")}`],
  ["5,000 footnotes", `${repeat(5000, (i) => `[^${i}]: x\n`)}\n\n${repeat(5000, (i) => `[^${i}]`)}`],
  ["5,000 nested footnotes", `${"[^a]: ".repeat(5000)}x`],
  ["10,000 definitions", repeat(10_000, (i) => `[r${i}]: http://x.org`)],
  ["50,000 lines of front matter never closed", `---\n${repeat(50_000, () => "key: value")}`],
  ["50,000 empty quoted lines", `> [5] q\n${">\n".repeat(50_000)}> [i] a`],
  ["200,000 carriage returns", "\r".repeat(200_000)],
];

suite("A hostile notes file", () => {
  for (const [title, text] of inputs) {
    test(`is read in time: ${title}`, () => {
      const before = process.cpuUsage();
      parseNotes(text);
      const { user, system } = process.cpuUsage(before);
      // Time of the processor, not by the clock, so that a busy machine fails nothing. Each takes some tenths of a second.
      assert.ok((user + system) / 1e6 < 5, `${(user + system) / 1e6} s`);
    });
  }
});
