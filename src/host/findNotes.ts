import * as vscode from "vscode";

/** Where the notes are that the setting `mlInterview.notes` names. */
export interface NotesPlaces {
  files: vscode.Uri[];
  /** Folders that hold the files: what is watched, and where their images are. */
  folders: vscode.Uri[];
  patterns: vscode.RelativePattern[];
  /** What was not found, in a sentence each. */
  problems: string[];
}

/** A folder named by mistake (a home folder, say) must not be read to its end. */
const mostFiles = 500;
const mostFolders = 1_000;
const mostBytes = 5_000_000;

/** Finds every Markdown file that the setting names, in its order, each once. */
export async function findNotes(): Promise<NotesPlaces> {
  const found: NotesPlaces = { files: [], folders: [], patterns: [], problems: [] };
  const seen = new Set<string>();
  const named: unknown = vscode.workspace.getConfiguration("mlInterview").get("notes");
  if (!Array.isArray(named)) {
    found.problems.push("The setting mlInterview.notes must be a list of files and folders.");
    return found;
  }
  for (const name of named.map(String)) {
    const place = await locate(name);
    if (!place) {
      found.problems.push(`The notes "${name}" were not found. Correct the setting mlInterview.notes.`);
      // They may still come: a branch is switched, a file is made.
      const folders = vscode.workspace.workspaceFolders ?? [];
      found.patterns.push(...folders.map((folder) => new vscode.RelativePattern(folder, name.replace(/^\.\//, ""))));
      continue;
    }
    const { uri, isFolder } = place;
    const folder = isFolder ? uri : vscode.Uri.joinPath(uri, "..");
    found.folders.push(folder);
    found.patterns.push(new vscode.RelativePattern(folder, isFolder ? "**/*.md" : fileName(uri)));
    const files = isFolder ? await listMarkdown(uri, found.problems) : [uri];
    if (files.length > mostFiles) {
      found.problems.push(`The folder "${name}" holds more than ${mostFiles} Markdown files; the rest is left out.`);
    }
    const fresh = files.slice(0, mostFiles).filter((file) => !seen.has(file.toString()));
    for (const file of fresh) {
      seen.add(file.toString());
    }
    found.files.push(...fresh);
  }
  return found;
}

/** The text of a notes file, or why there is none. */
export async function readNotes(uri: vscode.Uri): Promise<{ name: string; text: string } | { problem: string }> {
  const path = vscode.workspace.asRelativePath(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) {
      return { problem: `"${path}" is larger than ${mostBytes / 1_000_000} MB and is left out.` };
    }
    return { name: fileName(uri), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    return { problem: `"${path}" could not be read: ${explain(error)}` };
  }
}

/** The first place that exists: a URI as it is, an absolute path where the workspace is, a path from a workspace folder. */
async function locate(name: string): Promise<{ uri: vscode.Uri; isFolder: boolean } | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const candidate of candidates(name, folders)) {
    // In the one spelling that a URI has once it was text: drive letters differ otherwise.
    const uri = vscode.Uri.parse(candidate.toString());
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      return { uri, isFolder: (type & vscode.FileType.Directory) !== 0 };
    } catch {
      // Not there: the next one.
    }
  }
  return undefined;
}

function candidates(name: string, folders: readonly vscode.WorkspaceFolder[]): vscode.Uri[] {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) {
    return [vscode.Uri.parse(name)];
  }
  if (/^([/\\]|[a-z]:[/\\])/i.test(name)) {
    const local = vscode.Uri.file(name);
    return [...folders.slice(0, 1).map(({ uri }) => uri.with({ path: local.path })), local];
  }
  return folders.map(({ uri }) => vscode.Uri.joinPath(uri, name.replaceAll("\\", "/")));
}

/** All Markdown files below, in order of their paths; hidden folders and node_modules are not notes. */
async function listMarkdown(folder: vscode.Uri, problems: string[]): Promise<vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const folders = [folder];
  for (let at = 0; at < folders.length && at < mostFolders && files.length <= mostFiles; at++) {
    const here = folders[at] as vscode.Uri;
    try {
      for (const [name, type] of await vscode.workspace.fs.readDirectory(here)) {
        const uri = vscode.Uri.joinPath(here, name);
        // A linked folder could lead back up; linked files are read.
        if (type === vscode.FileType.Directory && !name.startsWith(".") && name !== "node_modules") {
          folders.push(uri);
        } else if ((type & vscode.FileType.File) !== 0 && /\.md$/i.test(name)) {
          files.push(uri);
        }
      }
    } catch (error) {
      problems.push(`The folder "${vscode.workspace.asRelativePath(here)}" could not be read: ${explain(error)}`);
    }
  }
  if (folders.length > mostFolders) {
    problems.push(
      `"${vscode.workspace.asRelativePath(folder)}" holds more than ${mostFolders} folders; the rest is left out.`,
    );
  }
  return files.sort((a, b) => naturally(a.path, b.path));
}

const naturally = new Intl.Collator("en", { numeric: true }).compare;
const explain = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const fileName = (uri: vscode.Uri): string => uri.path.slice(uri.path.lastIndexOf("/") + 1);
