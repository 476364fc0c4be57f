import * as vscode from "vscode";
import type { LiveLibrary } from "./liveLibrary";

/** Opens the user's own file that a question stands in, at its line. */
export async function openSource(library: LiveLibrary, id: string | undefined): Promise<void> {
  const entry = id ? (await library.get()).find(id) : undefined;
  const answer = entry?.answers.find(({ source }) => source.isUsers);
  if (answer) {
    const line = new vscode.Position(answer.line - 1, 0);
    await vscode.window.showTextDocument(vscode.Uri.parse(answer.source.uri), {
      selection: new vscode.Range(line, line),
    });
  } else if (entry) {
    void vscode.window.showInformationMessage(
      "ML Interview: this question is in the bundled chapter only, and in none of your notes files.",
    );
  }
}
