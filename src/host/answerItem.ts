import * as vscode from "vscode";
import type { Entry } from "../core/library";
import type { AnswerItem, Looks, StudyLooks } from "../protocol";

/** A text of the source that has the question first, with what its links and footnotes refer to. */
export const define = (entry: Entry, text: string): string =>
  text && `${entry.answers[0]?.source.notes.definitions ?? ""}\n\n${text}`;

/** A question with its hint and all its answers. */
export function toItem(entry: Entry, webview: vscode.Webview): AnswerItem {
  return {
    id: entry.id,
    number: entry.number,
    ...(entry.level && { level: entry.level }),
    text: define(entry, entry.text),
    hint: define(entry, entry.hint),
    answers: entry.answers.map(({ source, text }) => ({
      source: source.name,
      uri: source.uri,
      markdown: text && `${source.notes.definitions}\n\n${text}`,
      base: source.isUsers ? `${webview.asWebviewUri(vscode.Uri.joinPath(vscode.Uri.parse(source.uri), ".."))}/` : "",
    })),
  };
}

/** The settings of the built-in Markdown preview: an answer looks as the user's other Markdown does. */
export function readLooks(): Looks {
  const markdown = vscode.workspace.getConfiguration("markdown");
  return {
    macros: markdown.get<Record<string, string>>("math.macros", {}),
    font: {
      family: markdown.get("preview.fontFamily", ""),
      size: markdown.get("preview.fontSize", 14),
      lineHeight: markdown.get("preview.lineHeight", 1.6),
    },
  };
}

/** Who speaks to the machine, or presses keys by chance, can have it heed no letters. */
export const readStudyLooks = (): StudyLooks => ({
  ...readLooks(),
  singleKeys: vscode.workspace.getConfiguration("mlInterview.study").get("singleKeys", true),
});
