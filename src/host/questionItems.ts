import * as vscode from "vscode";
import {
  type Entry,
  type Filter,
  isUnanswered,
  type LibraryChapter,
  type LibrarySection,
  noFilter,
  passes,
} from "../core/library";
import type { Level } from "../core/question";

/** A node of the tree. */
export type Node =
  | { kind: "chapter"; chapter: LibraryChapter }
  | { kind: "section"; chapter: LibraryChapter; section: LibrarySection }
  | { kind: "question"; chapter: LibraryChapter; section: LibrarySection; entry: Entry };

const levelScheme = "ml-interview-level";
const levelColors: Record<Level, string> = { easy: "charts.green", medium: "charts.yellow", hard: "charts.red" };

/** What stands under a node, as far as it passes the filter. */
export function childrenOf(node: Node, filter: Filter): Node[] {
  const { chapter } = node;
  if (node.kind === "chapter") {
    return chapter.sections
      .map((section): Node => ({ kind: "section", chapter, section }))
      .filter((child) => childrenOf(child, filter).length > 0);
  }
  const entries = node.kind === "section" ? node.section.entries : node.entry.parts;
  return entries
    .filter((entry) => passes(entry, filter))
    .map((entry): Node => ({ kind: "question", chapter, section: node.section, entry }));
}

/** What a node stands under. */
export function parentOf(node: Node): Node | undefined {
  const { chapter } = node;
  if (node.kind === "chapter") {
    return undefined;
  }
  if (node.kind === "section") {
    return { kind: "chapter", chapter };
  }
  const { section, entry } = node;
  return entry.parent
    ? { kind: "question", chapter, section, entry: entry.parent }
    : { kind: "section", chapter, section };
}

/** A node as its row: number and title, level, signs and the same in words. */
export function toTreeItem(node: Node, filter: Filter = noFilter): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  if (node.kind === "chapter") {
    const item = new vscode.TreeItem(node.chapter.title, Expanded);
    item.id = `chapter:${node.chapter.id}`;
    item.contextValue = "chapter";
    return item;
  }
  if (node.kind === "section") {
    const { id, title, entries } = node.section;
    // A section without a number has a slug for its id, which says nothing that its title does not.
    const item = new vscode.TreeItem(/^\d/.test(id) ? `${id} ${title}` : title, Collapsed);
    item.id = `section:${node.chapter.id}/${id}`;
    const shown = entries.filter((entry) => passes(entry, filter)).length;
    item.description = `${shown < entries.length ? `${shown} of ` : ""}${count(entries.length, "question")}`;
    item.contextValue = "section";
    return item;
  }
  const { entry } = node;
  const item = new vscode.TreeItem(`${entry.number}  ${entry.title}`, entry.parts.length > 0 ? Collapsed : None);
  item.id = entry.id;
  item.iconPath = new vscode.ThemeIcon(
    entry.demos.length > 0
      ? "beaker"
      : entry.parts.length > 0
        ? "list-tree"
        : isUnanswered(entry)
          ? "circle-outline"
          : "note",
    entry.level && new vscode.ThemeColor(levelColors[entry.level]),
  );
  if (entry.level) {
    item.resourceUri = vscode.Uri.from({ scheme: levelScheme, path: `/${entry.id}`, query: entry.level });
  }
  item.description = entry.parts.length === 0 && isUnanswered(entry) ? describeMissing(entry) : "";
  item.accessibilityInformation = { label: sayQuestion(entry) };
  const own = entry.answers.some(({ source }) => source.isUsers);
  item.contextValue = ["question", ...(own ? ["own"] : []), ...(entry.demos.length > 0 ? ["demo"] : [])].join(" ");
  item.command = { command: "mlInterview.openQuestion", title: "Open Question", arguments: [entry.id] };
  return item;
}

/** Whose answer is missing, where another source has one. */
function describeMissing(entry: Entry): string {
  const missing = entry.answers.filter(({ text }) => text === "").map(({ source }) => source.name);
  return entry.answers.length > missing.length ? `no answer yet in ${missing.join(", ")}` : "no answer yet";
}

/** All that the row shows by signs, in words. */
function sayQuestion(entry: Entry): string {
  const facts = [
    `${entry.parent ? "Part" : "Question"} ${entry.number}: ${entry.title}`,
    ...(entry.level ? [entry.level] : []),
    ...(entry.parts.length > 0 ? [count(entry.parts.length, "part")] : []),
    ...(entry.demos.length > 0 ? ["has a demo"] : []),
    ...(entry.parts.length === 0 && isUnanswered(entry) ? [describeMissing(entry)] : []),
  ];
  return facts.join(", ");
}

/** The whole question: the tooltip of its row. */
export function describeQuestion(entry: Entry): vscode.MarkdownString {
  const facts = [entry.id, ...(entry.level ? [entry.level] : []), ...(entry.demos.length > 0 ? ["has a demo"] : [])];
  const text = [entry.parent?.text, entry.text].filter((part) => part).join("\n\n");
  // As text: notes can come from anywhere, and pictures in a tooltip would be fetched from anywhere.
  return new vscode.MarkdownString(`**${facts.join(" · ")}**\n\n`).appendText(text);
}

/** The level as a letter at the end of the row; its colour is on the icon, where it leaves the text readable. */
export function decorateLevel(uri: vscode.Uri): vscode.FileDecoration | undefined {
  if (uri.scheme !== levelScheme) {
    return undefined;
  }
  const [first = "", ...rest] = uri.query;
  return new vscode.FileDecoration(first.toUpperCase(), `${first.toUpperCase()}${rest.join("")}`);
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
