import * as vscode from "vscode";
import type { Answer, Entry } from "../core/library";
import type { DemoCard } from "../demos/cards";
import type { LiveLibrary } from "./liveLibrary";

/**
 * Adds a demo's result to the user's own answer to a question that the demo belongs to: in an editor, not saved, so that
 * it is seen and can be undone. Where there is no such answer it offers to begin notes with the question.
 */
export async function addToAnswer(
  markdown: string,
  demo: DemoCard,
  library: LiveLibrary,
  column: vscode.ViewColumn,
): Promise<void> {
  const entries = (await library.get()).entries.filter(({ demos }) => demos.includes(demo.id));
  const own = entries.flatMap((entry) =>
    entry.answers.filter(({ source }) => source.isUsers).map((answer) => ({ entry, answer })),
  );
  if (own.length === 0) {
    await beginNotes(markdown, entries, column);
    return;
  }
  const chosen = await pick(own, "The answer that the result is added to", ({ entry, answer }) => ({
    label: `${entry.id}  ${entry.title}`,
    description: answer.source.name,
  }));
  if (chosen) {
    await append(markdown, chosen.entry, chosen.answer, column);
  }
}

async function append(markdown: string, entry: Entry, { source }: Answer, column: vscode.ViewColumn) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(source.uri));
  const { appendToAnswer } = await import("../core/appendToAnswer");
  const insertion = appendToAnswer(document.getText(), entry.id, markdown);
  const edit = new vscode.WorkspaceEdit();
  if (insertion) {
    const end = document.lineCount;
    const place = insertion.line < end ? new vscode.Position(insertion.line, 0) : document.lineAt(end - 1).range.end;
    // After the last line there is nothing to stand before.
    const text = insertion.line < end ? insertion.text : `\n${insertion.text.trimEnd()}\n`;
    edit.insert(document.uri, place, text);
  }
  if (!insertion || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(
      "ML Interview: the result could not be added to that file. “Copy result as Markdown” lets you paste it.",
    );
    return;
  }
  const start = new vscode.Position(insertion.line, 0);
  await vscode.window.showTextDocument(document, { viewColumn: column, selection: new vscode.Range(start, start) });
}

async function beginNotes(markdown: string, entries: readonly Entry[], column: vscode.ViewColumn): Promise<void> {
  const begin = "Begin Notes";
  const answer = await vscode.window.showInformationMessage(
    "ML Interview: none of your notes files has a question of this demo.",
    begin,
  );
  const entry =
    answer === begin
      ? await pick(entries, "The question that the notes begin with", ({ id, title }) => ({ label: `${id}  ${title}` }))
      : undefined;
  if (entry) {
    const content = `${quote(entry)}\n\n${markdown.trim()}\n`;
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    await vscode.window.showTextDocument(document, { viewColumn: column });
  }
}

/** The only one, or the one that the user picks. */
async function pick<T>(all: readonly T[], title: string, describe: (one: T) => vscode.QuickPickItem) {
  if (all.length < 2) {
    return all[0];
  }
  const items = all.map((one) => ({ ...describe(one), one }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.one;
}

/** Chapter, section and question as notes have them: saved and named in the settings, it joins the question. */
function quote(entry: Entry): string {
  const { chapter, section, parent } = entry;
  const number = /^\d/.test(section.id) ? `${section.id} ` : "";
  const asked = [...(parent ? [parent] : []), entry].flatMap(({ number: own, level, text }) => {
    const [first = "", ...more] = text.split("\n");
    const letter = level ? ` [${level.charAt(0).toUpperCase()}]` : "";
    return [`[${own}]${letter} ${first}`, ...more];
  });
  return [
    `# ${chapter.title}`,
    `### ${number}${section.title}`,
    asked.map((line) => `> ${line}`.trimEnd()).join("\n"),
  ].join("\n\n");
}
