import * as vscode from "vscode";
import { createLibrary, noFilter } from "../../src/core/library";
import { parseNotes } from "../../src/core/parseNotes";
import {
  childrenOf,
  decorateLevel,
  describeQuestion,
  type Node,
  parentOf,
  toTreeItem,
} from "../../src/host/questionItems";
import * as assert from "./assert";

suite("A row of the tree", () => {
  test("shows number and title, the level as a letter and in colour, and a beaker where there is a demo", () => {
    const item = toTreeItem(question("12"));
    assert.equal(item.label, "12  Why zeros?");
    assert.sameData(item.iconPath, new vscode.ThemeIcon("beaker", new vscode.ThemeColor("charts.yellow")));
    const decoration = item.resourceUri && decorateLevel(item.resourceUri);
    assert.sameData([decoration?.badge, decoration?.tooltip], ["M", "Medium"]);
  });

  test("says in words what it shows by signs", () => {
    assert.sameData(
      ["12", "13", "15"].map((number) => toTreeItem(question(number)).accessibilityInformation?.label),
      [
        "Question 12: Why zeros?, medium, has a demo",
        "Question 13: And then?, hard, no answer yet",
        "Question 15: Stem., 2 parts",
      ],
    );
  });

  test("keeps its id when the wording changes", () => {
    assert.equal(toTreeItem(question("12")).id, "7.1/12");
    assert.equal(toTreeItem(question("12", "Reworded?")).id, "7.1/12");
  });

  test("has the whole question in its tooltip, with the stem over a part", () => {
    const part = childrenOf(question("15"), noFilter)[1] as Node & { kind: "question" };
    const { value } = describeQuestion(part.entry);
    assert.ok(/^\*\*7\.1\/15\.ii · hard\*\*\s+Stem\\?\.\s+How\?$/.test(value), value);
  });

  test("has no pictures and no links in its tooltip, whatever the notes say", () => {
    const { entry } = question("12", "Look: ![x](https://example.com/x.png) [y](command:z)");
    assert.ok(!/(?<!\\)\[/.test(describeQuestion(entry).value), describeQuestion(entry).value);
  });

  test("knows its parent, so that it can be revealed", () => {
    const part = childrenOf(question("15"), noFilter)[0] as Node;
    const ids: (string | undefined)[] = [];
    for (let node: Node | undefined = part; node; node = parentOf(node)) {
      ids.push(toTreeItem(node).id);
    }
    assert.sameData(ids, ["7.1/15.i", "7.1/15", "section:chapter-7/7.1", "chapter:chapter-7"]);
  });

  test("is hidden by a filter that neither it nor a part of it passes", () => {
    const section = childrenOf(chapter(), noFilter)[0] as Node;
    const shown = childrenOf(section, { ...noFilter, text: "how" }).map((node) => toTreeItem(node).id);
    assert.sameData(shown, ["7.1/15"]);
  });
});

const chapter = (title = "Why zeros?"): Node => {
  const text = `# Chapter 7

### 7.1 Basics

> [12] [M] ${title}

Corners.

> [13] [H] And then?

> [15] Stem.
> [i] [M] What?

This.

> [ii] [H] How?

So.`;
  const notes = parseNotes(text);
  const source = { name: "a.md", uri: "file:///a.md", isUsers: true, notes };
  const [first] = createLibrary([source], [{ id: "l1-vs-l2", questions: ["7.1/12"] }]).chapters;
  assert.ok(first);
  return { kind: "chapter", chapter: first };
};

function question(number: string, title?: string): Node & { kind: "question" } {
  const section = childrenOf(chapter(title), noFilter)[0] as Node;
  const found = childrenOf(section, noFilter).find((node) => node.kind === "question" && node.entry.number === number);
  assert.ok(found?.kind === "question");
  return found;
}
