import * as vscode from "vscode";

/** The first folder of the workspace: a copy of the sample, which goes with the run. */
export const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");

/** Where the extension under test is. */
export const extensionUri =
  vscode.extensions.getExtension("ml-interview-lab.ml-interview-lab")?.extensionUri ?? vscode.Uri.file("/");

let storages = 0;

/**
 * A folder for the files of a study, of its own for each test: what one still writes as it ends reaches no other. It is
 * beside the workspace, as that of an extension is: what is within it is watched in another way.
 */
export const newStorage = (): vscode.Uri => vscode.Uri.joinPath(folder, "..", "storages", `${storages++}`);
