import * as vscode from "vscode";
import type { LogFiles } from "../core/study/reviewLog";

/** Files of review logs in a folder, which is made with the first file. */
export function createLogFiles(folder: vscode.Uri): LogFiles {
  const { fs } = vscode.workspace;
  const at = (name: string) => vscode.Uri.joinPath(folder, name);
  return {
    list: async () => {
      try {
        return (await fs.readDirectory(folder)).flatMap(([name, kind]) =>
          kind === vscode.FileType.File ? [name] : [],
        );
      } catch (error) {
        // There is no folder before the first review.
        if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") {
          return [];
        }
        throw error;
      }
    },
    read: async (name) => new TextDecoder().decode(await fs.readFile(at(name))),
    write: async (name, text) => {
      // Renamed into its place when it is whole: a window that dies while it writes takes nothing with it.
      const next = at(`${name}.new`);
      await fs.writeFile(next, new TextEncoder().encode(text));
      await fs.rename(next, at(name), { overwrite: true });
    },
    rename: async (name, to) => fs.rename(at(name), at(to)),
    remove: async (name) => fs.delete(at(name)),
  };
}
