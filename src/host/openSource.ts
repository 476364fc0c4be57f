import * as vscode from "vscode";
import type { LiveLibrary } from "./liveLibrary";

/** Opens the file that a question stands in, at its line: the user's own where there is one. */
export async function openSource(library: LiveLibrary, id: string | undefined): Promise<void> {
  const entry = id ? (await library.get()).find(id) : undefined;
  const answer = entry?.answers.find(({ source }) => source.isUsers) ?? entry?.answers[0];
  if (answer) {
    const line = new vscode.Position(answer.line - 1, 0);
    await vscode.window.showTextDocument(vscode.Uri.parse(answer.source.uri), {
      selection: new vscode.Range(line, line),
    });
  }
}
