import * as vscode from "vscode";
import type { SaveFormat } from "../protocol";

const filters: Record<SaveFormat, Record<string, string[]>> = {
  png: { "PNG pictures": ["png"] },
  csv: { "Comma-separated values": ["csv"] },
  json: { JSON: ["json"] },
};

/** No picture and no table of a demo is nearly as long. */
const mostCharacters = 50_000_000;

/**
 * Saves what a page asks to save, unchecked as it came: where the user says, and says so, with a way to open it. What is no
 * picture, table or result is not saved.
 */
export async function saveFile(
  { format, name, contents }: Readonly<Record<string, unknown>>,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const isSound = isFormat(format) && typeof name === "string" && typeof contents === "string";
  const bytes = isSound && contents.length <= mostCharacters ? toBytes(format, contents) : undefined;
  if (!isSound || !bytes) {
    log.warn("The demo page asked to save what it may not save.");
    return;
  }
  const uri = await vscode.window.showSaveDialog({
    defaultUri: place(`${plainName(name)}.${format}`),
    filters: filters[format],
    title: "Save What the Demo Shows",
  });
  if (!uri) {
    return;
  }
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    log.error("The file could not be written.", error);
    void vscode.window.showErrorMessage(
      "ML Interview: the file could not be written there; the output channel ML Interview says why.",
    );
    return;
  }
  const open = "Open";
  void vscode.window.showInformationMessage("ML Interview: the file is saved.", open).then((chosen) => {
    if (chosen === open) {
      void vscode.commands.executeCommand("vscode.open", uri);
    }
  });
}

const isFormat = (format: unknown): format is SaveFormat =>
  typeof format === "string" && Object.hasOwn(filters, format);

/** A file name and nothing else: no folders, no hidden file, no signs that a file system does not take. */
const plainName = (name: string): string =>
  name
    .replace(/[^a-z0-9._-]+/gi, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 80) || "demo";

/** Where to save a file of that name: in the first folder that is open; where there is none, the dialog knows where it was last. */
export function place(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, file) : vscode.Uri.file(file);
}

/** Undefined for what says to be a picture and is none. */
function toBytes(format: SaveFormat, contents: string): Uint8Array | undefined {
  if (format !== "png") {
    return new TextEncoder().encode(contents);
  }
  try {
    const bytes = Uint8Array.from(atob(contents), (letter) => letter.charCodeAt(0));
    return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
