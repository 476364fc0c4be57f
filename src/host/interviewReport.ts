import * as vscode from "vscode";
import type { Interview } from "../core/study/interview";
import { resultsOf, writeReport } from "../core/study/interview/report";
import type { LiveLibrary } from "./liveLibrary";
import type { Study } from "./study";

/** The report of an interview as Markdown; the links to its questions begin with `linkBase`. */
export async function reportOf(
  interview: Interview,
  linkBase: string,
  library: LiveLibrary,
  study: Study,
): Promise<string> {
  const [{ progress }, all] = await Promise.all([study.now(), library.get()]);
  const link = (id: string) => `${linkBase}/question/${encodeURI(id).replaceAll("(", "%28").replaceAll(")", "%29")}`;
  return writeReport(interview, resultsOf(interview, all, progress), link);
}

/** Opens a report beside, as a document that the learner may save or not. */
export async function openReport(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}
