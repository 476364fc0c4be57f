import * as vscode from "vscode";
import { createLibrary, type Library, type Source } from "../core/library";
import type { DemoCard } from "../demos/cards";
import { findNotes, readNotes } from "./findNotes";

/** The library as the files say it now. */
export interface LiveLibrary extends vscode.Disposable {
  /** Reads the files at the first call, and again after they changed. */
  get(): Promise<Library>;
  /** Folders of the user's notes, whose images a page may show. */
  folders(): vscode.Uri[];
  /** What could not be read, in a sentence each. */
  problems(): string[];
  onDidChange: vscode.Event<void>;
}

/** Joins the bundled chapters and the files of the setting `mlInterview.notes`, and follows every change of either. */
export function createLiveLibrary(
  extensionUri: vscode.Uri,
  demos: readonly DemoCard[],
  log: vscode.LogOutputChannel,
): LiveLibrary {
  const changed = new vscode.EventEmitter<void>();
  const diagnostics = vscode.languages.createDiagnosticCollection("mlInterview");
  let bundled: Promise<Source[]> | undefined;
  let current: Promise<Library> | undefined;
  /** How often something changed so far. */
  let changes = 0;
  let folders: vscode.Uri[] = [];
  let problems: string[] = [];
  let watchers: vscode.Disposable[] = [];
  let watched = "";
  let soon: ReturnType<typeof setTimeout> | undefined;

  function get(): Promise<Library> {
    if (!current) {
      const loading = load();
      current = loading;
      loading.catch((error: unknown) => {
        log.error("The questions could not be read.", error);
        // The next one who asks tries again.
        current = current === loading ? undefined : current;
      });
    }
    return current;
  }

  /** A change while it reads makes what it read worthless: then the newer load counts, and nothing of this one is kept. */
  async function load(): Promise<Library> {
    const mine = changes;
    bundled ??= readBundled();
    const places = await findNotes();
    if (mine !== changes) {
      return get();
    }
    // From here on changes are heard of: what is read below and changes again is read again.
    folders = places.folders;
    watch(places.patterns);
    const sources: Source[] = [];
    const found = [...places.problems];
    for (const uri of places.files) {
      try {
        const read = await readNotes(uri);
        if ("problem" in read) {
          found.push(read.problem);
        } else {
          sources.push(await toSource(uri, read.name, true, read.text));
        }
      } catch (error) {
        found.push(`"${vscode.workspace.asRelativePath(uri)}" could not be understood: ${error}`);
      }
    }
    const library = createLibrary([...(await bundled), ...sources], demos);
    if (mine !== changes) {
      return get();
    }
    problems = found;
    for (const problem of problems) {
      log.warn(problem);
    }
    diagnostics.clear();
    for (const source of sources) {
      diagnostics.set(vscode.Uri.parse(source.uri), source.notes.diagnostics.map(toDiagnostic));
    }
    return library;
  }

  async function readBundled(): Promise<Source[]> {
    const content = vscode.Uri.joinPath(extensionUri, "content");
    const index = JSON.parse(await readText(vscode.Uri.joinPath(content, "index.json"))) as { chapters: string[] };
    return Promise.all(
      index.chapters.map(async (file) => {
        const uri = vscode.Uri.joinPath(content, file);
        return toSource(uri, "ML Interview Lab", false, await readText(uri));
      }),
    );
  }

  /** A watcher takes a while to begin: those that are wanted already stay, or what changes meanwhile would be missed. */
  function watch(patterns: vscode.RelativePattern[]): void {
    const wanted = patterns.map(({ baseUri, pattern }) => `${baseUri} ${pattern}`).join("\n");
    if (wanted === watched) {
      return;
    }
    watched = wanted;
    for (const watcher of watchers) {
      watcher.dispose();
    }
    watchers = patterns.flatMap((pattern) => {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return [
        watcher,
        watcher.onDidChange(refreshSoon),
        watcher.onDidCreate(refreshSoon),
        watcher.onDidDelete(refreshSoon),
      ];
    });
  }

  function refresh(): void {
    clearTimeout(soon);
    changes++;
    if (current) {
      current = undefined;
      changed.fire();
      // Also where nobody looks at the tree: the Problems view is to follow.
      void get().catch(() => {});
    }
  }

  /** A save is often several file events. */
  function refreshSoon(): void {
    clearTimeout(soon);
    soon = setTimeout(refresh, 50);
  }

  const subscriptions = [
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("mlInterview.notes") && refresh()),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    // Quicker than a watcher, and there where a file system has none.
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (/\.md$/i.test(document.uri.path) && folders.some((folder) => isWithin(document.uri, folder))) {
        refreshSoon();
      }
    }),
  ];

  return {
    get,
    folders: () => folders,
    problems: () => problems,
    onDidChange: changed.event,
    dispose: () => {
      clearTimeout(soon);
      vscode.Disposable.from(...subscriptions, ...watchers, diagnostics, changed).dispose();
    },
  };
}

/** True for a file in the folder, at any depth. */
export function isWithin(uri: vscode.Uri, folder: vscode.Uri): boolean {
  const path = folder.path.endsWith("/") ? folder.path : `${folder.path}/`;
  return uri.scheme === folder.scheme && uri.authority === folder.authority && uri.path.startsWith(path);
}

const readText = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

async function toSource(uri: vscode.Uri, name: string, isUsers: boolean, text: string): Promise<Source> {
  // The parser is most of the bundle: it is not evaluated before there is something to parse.
  const { parseNotes } = await import("../core/parseNotes");
  return { name, uri: uri.toString(), isUsers, notes: parseNotes(text) };
}

function toDiagnostic(from: Source["notes"]["diagnostics"][number]): vscode.Diagnostic {
  const range = new vscode.Range(from.line - 1, from.column - 1, from.endLine - 1, from.endColumn - 1);
  const severity = from.severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, from.message, severity);
  diagnostic.source = "ML Interview";
  return diagnostic;
}
