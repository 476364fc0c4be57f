import * as vscode from "vscode";
import {
  canBeAsked,
  type Entry,
  type Filter,
  isUnanswered,
  type LibraryChapter,
  type LibrarySection,
  nameSection,
  noFilter,
  passes,
} from "../core/library";
import type { Level } from "../core/question";
import { type Standing, sayStanding } from "../core/study/standing";

/** A node of the tree. */
export type Node =
  | { kind: "chapter"; chapter: LibraryChapter }
  | { kind: "section"; chapter: LibraryChapter; section: LibrarySection }
  | { kind: "question"; chapter: LibraryChapter; section: LibrarySection; entry: Entry };

const levelScheme = "ml-interview-level";
const levelColors: Record<Level, string> = { easy: "charts.green", medium: "charts.yellow", hard: "charts.red" };

const standingIcons: Record<Exclude<Standing["kind"], "apart">, string> = {
  new: "circle-large-outline",
  due: "circle-large-filled",
  learned: "pass",
  buried: "debug-pause",
  suspended: "circle-slash",
};

/** Ids of all questions under a node that can be asked: a question with parts is asked by its parts. */
export function questionsOf(node: Node): string[] {
  if (node.kind !== "question") {
    return childrenOf(node, noFilter).flatMap(questionsOf);
  }
  const { entry } = node;
  return (entry.parts.length > 0 ? entry.parts : [entry]).filter(canBeAsked).map(({ id }) => id);
}

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

/** Where each question stands in the learner's study. */
export type StandingOf = (id: string) => Standing;

export const standsApart: StandingOf = () => ({ kind: "apart" });

/** A node as its row: number and title, level, signs and the same in words. */
export function toTreeItem(
  node: Node,
  filter: Filter = noFilter,
  standingOf: StandingOf = standsApart,
): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  if (node.kind === "chapter") {
    const item = new vscode.TreeItem(node.chapter.title, Expanded);
    item.id = `chapter:${node.chapter.id}`;
    item.contextValue = "chapter";
    return item;
  }
  if (node.kind === "section") {
    const { id, entries } = node.section;
    const item = new vscode.TreeItem(nameSection(node.section), Collapsed);
    item.id = `section:${node.chapter.id}/${id}`;
    const shown = entries.filter((entry) => passes(entry, filter)).length;
    item.description = [
      `${shown < entries.length ? `${shown} of ` : ""}${count(entries.length, "question")}`,
      ...sayCount(entries, standingOf),
    ].join(", ");
    item.contextValue = "section";
    return item;
  }
  const { entry } = node;
  const item = new vscode.TreeItem(`${entry.number}  ${entry.title}`, entry.parts.length > 0 ? Collapsed : None);
  item.id = entry.id;
  const standing = standingOf(entry.id);
  item.iconPath = new vscode.ThemeIcon(
    standing.kind === "apart" ? findIcon(entry) : standingIcons[standing.kind],
    entry.level && new vscode.ThemeColor(levelColors[entry.level]),
  );
  if (entry.level) {
    item.resourceUri = vscode.Uri.from({ scheme: levelScheme, path: `/${entry.id}`, query: entry.level });
  }
  const said = entry.parts.length > 0 ? sayCount(entry.parts, standingOf) : [sayStanding(standing)];
  const missing = entry.parts.length === 0 && isUnanswered(entry) ? [describeMissing(entry)] : [];
  const description = [...missing, ...said].filter((text) => text).join(", ");
  item.description = description;
  item.accessibilityInformation = { label: [sayQuestion(entry), description].filter((text) => text).join(", ") };
  const own = entry.answers.some(({ source }) => source.isUsers);
  item.contextValue = [
    "question",
    ...(own ? ["own"] : []),
    ...(entry.demos.length > 0 ? ["demo"] : []),
    ...(standing.kind !== "apart" ? ["studied", standing.kind] : questionsOf(node).length > 0 ? ["apart"] : []),
  ].join(" ");
  item.command = { command: "mlInterview.openQuestion", title: "Open Question", arguments: [entry.id] };
  return item;
}

/** The icon of a question that is not studied. */
function findIcon(entry: Entry): string {
  if (entry.demos.length > 0) {
    return "beaker";
  }
  return entry.parts.length > 0 ? "list-tree" : isUnanswered(entry) ? "circle-outline" : "note";
}

/** What is due and what is learned under a section or a question with parts; nothing where nothing is studied. */
function sayCount(entries: readonly Entry[], standingOf: StandingOf): string[] {
  const leaves = entries.flatMap((entry) => (entry.parts.length > 0 ? entry.parts : [entry]));
  const kinds = leaves.map(({ id }) => standingOf(id).kind);
  const of = (kind: Standing["kind"]) => kinds.filter((other) => other === kind).length;
  const studied = kinds.length - of("apart");
  return studied === 0 ? [] : [...(of("due") > 0 ? [`${of("due")} due`] : []), `${of("learned")}/${studied} learned`];
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
