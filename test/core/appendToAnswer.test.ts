import assert from "node:assert/strict";
import { appendToAnswer } from "../../src/core/appendToAnswer";
import { parseNotes } from "../../src/core/parseNotes";

/** The file after the addition. */
function add(text: string, id: string, addition = "**New**\n\n| a |\n| --- |"): string | undefined {
  const lines = text.split("\n");
  const insertion = appendToAnswer(text, id, addition);
  return (
    insertion &&
    [lines.slice(0, insertion.line).join("\n"), insertion.text + lines.slice(insertion.line).join("\n")].join(
      insertion.line > 0 ? "\n" : "",
    )
  );
}

suite("What is added to an answer", () => {
  const cases: [name: string, text: string, id: string, after: string][] = [
    [
      "stands after its last line, and before the next question",
      "### 1 A\n\n> [1] One?\n\nMine.\n\n> [2] Two?\n\nOther.\n",
      "1/1",
      "### 1 A\n\n> [1] One?\n\nMine.\n\nNEW\n\n> [2] Two?\n\nOther.\n",
    ],
    [
      "stands at the end of the file where nothing follows",
      "### 1 A\n\n> [1] One?\n\nMine.\n",
      "1/1",
      "### 1 A\n\n> [1] One?\n\nMine.\n\nNEW\n",
    ],
    [
      "stands at the end of a file without a last line break",
      "### 1 A\n\n> [1] One?\n\nMine.",
      "1/1",
      "### 1 A\n\n> [1] One?\n\nMine.\n\nNEW\n",
    ],
    [
      "is the answer where there was none",
      "### 1 A\n\n> [1] One?\n> [2] Two?\n\n> [3] Three?",
      "1/3",
      "### 1 A\n\n> [1] One?\n> [2] Two?\n\n> [3] Three?\n\nNEW\n",
    ],
    [
      "stands before a heading that ends the answer, and after one that is its own",
      "### 1 A\n\n> [1] One?\n\n#### Mine\n\nText.\n\n### 2 B\n\nIntro.\n\n> [1] Other?\n",
      "1/1",
      "### 1 A\n\n> [1] One?\n\n#### Mine\n\nText.\n\nNEW\n\n### 2 B\n\nIntro.\n\n> [1] Other?\n",
    ],
    [
      "takes no heading in code for one",
      "### 1 A\n\n> [1] One?\n\n```sh\n# not a heading\n```\n\n> [2] Two?\n",
      "1/1",
      "### 1 A\n\n> [1] One?\n\n```sh\n# not a heading\n```\n\nNEW\n\n> [2] Two?\n",
    ],
    [
      "leaves a rule between two answers where it is",
      "### 1 A\n\n> [1] One?\n\nMine.\n\n____\n\n> [2] Two?\n",
      "1/1",
      "### 1 A\n\n> [1] One?\n\nMine.\n\nNEW\n\n____\n\n> [2] Two?\n",
    ],
    [
      "belongs to a part, or to what is said before the parts",
      "### 1 A\n\n> [1] Stem.\n\nLead.\n\n> [i] First?\n\nMine.\n\n> [ii] Second?\n",
      "1/1",
      "### 1 A\n\n> [1] Stem.\n\nLead.\n\nNEW\n\n> [i] First?\n\nMine.\n\n> [ii] Second?\n",
    ],
    [
      "finds a question whose id is led by its chapter's",
      "# Mine\n\n### 1 A\n\n> [1] One?\n\nMine.\n",
      "mine/1/1",
      "# Mine\n\n### 1 A\n\n> [1] One?\n\nMine.\n\nNEW\n",
    ],
  ];
  for (const [name, text, id, after] of cases) {
    test(name, () => {
      assert.equal(add(text, id, "NEW"), after);
    });
  }

  test("is whole in the parser's eyes, and nothing else changes", () => {
    const text = "### 1 A\n\n> [1] One?\n\nMine.[^n]\n\n[^n]: Note.\n\n> [2] Two?\n\nOther.\n";
    const after = parseNotes(add(text, "1/1") ?? "");
    const [first, second] = after.chapters[0]?.sections[0]?.questions ?? [];
    assert.equal(first?.answer, "Mine.[^n]\n\n**New**\n\n| a |\n| --- |");
    assert.equal(second?.answer, "Other.");
    assert.deepEqual(after.diagnostics, []);
  });

  test("is not added to a question that is not there, or where it would end the answer", () => {
    assert.equal(appendToAnswer("### 1 A\n\n> [1] One?", "1/7", "NEW"), undefined);
    assert.equal(appendToAnswer("### 1 A\n\n> [1] One?", "1/1", "### Heading"), undefined);
  });
});
