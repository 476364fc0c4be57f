import * as vscode from "vscode";
import { writeEvents } from "../core/study/event";
import { readProgress, sayImport } from "../core/study/readProgress";
import { place } from "./saveFile";
import type { Study } from "./study";

const filters = { "Progress of ML Interview Lab": ["jsonl"] };
/** Some quarter of a million reviews. */
const mostBytes = 32e6;
/** The channel is for reading. */
const mostToldLines = 100;

/** Saves all that the learner did to a file that they choose: one event a line, as the log has them. */
export async function exportProgress(study: Study, log: vscode.LogOutputChannel): Promise<void> {
  const { events } = await study.log();
  if (events.length === 0) {
    say("there is nothing to export yet.");
    return;
  }
  const day = new Date().toISOString().slice(0, 10);
  const uri = await vscode.window.showSaveDialog({
    defaultUri: place(`ml-interview-progress-${day}.jsonl`),
    filters,
    title: "Export Progress",
  });
  if (!uri) {
    return;
  }
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeEvents((await study.log()).events)));
  } catch (error) {
    log.error("The progress could not be written.", error);
    void vscode.window.showErrorMessage(
      "ML Interview: the file could not be written there; the output channel ML Interview says why.",
    );
    return;
  }
  say(`all ${events.length} entries are in the file.`);
}

/** Takes in what files that the learner chooses say was done. What is known already changes nothing. */
export async function importProgress(study: Study, log: vscode.LogOutputChannel): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: false,
    filters,
    openLabel: "Import",
    title: "Import Progress",
  });
  if (chosen?.[0]) {
    await importFile(chosen[0], study, log);
  }
}

async function importFile(uri: vscode.Uri, study: Study, log: vscode.LogOutputChannel): Promise<void> {
  const { fs } = vscode.workspace;
  try {
    const { size } = await fs.stat(uri);
    if (size > mostBytes) {
      void vscode.window.showErrorMessage(`ML Interview: files of progress of up to ${mostBytes / 1e6} MB are read.`);
      return;
    }
    const { events, refused } = readProgress(new TextDecoder().decode(await fs.readFile(uri)), Date.now());
    for (const { line, message } of refused.slice(0, mostToldLines)) {
      log.warn(`The imported file, line ${line}: ${message}`);
    }
    if (refused.length > mostToldLines) {
      log.warn(`The imported file: ${refused.length - mostToldLines} more lines were not understood.`);
    }
    say(sayImport(await study.join(events), events.length, refused));
  } catch (error) {
    log.error("The file could not be imported.", error);
    void vscode.window.showErrorMessage(
      "ML Interview: the file could not be imported; the output channel ML Interview says why.",
    );
  }
}

const say = (words: string): void => void vscode.window.showInformationMessage(`ML Interview: ${words}`);
