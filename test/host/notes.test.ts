import * as vscode from "vscode";
import type { Library } from "../../src/core/library";
import { demos } from "../../src/demos";
import { createLiveLibrary, type LiveLibrary } from "../../src/host/liveLibrary";
import * as assert from "./assert";
import { extensionUri, folder } from "./sample";
import { until as eventually } from "./until";

suite("A user's notes", () => {
  const log = vscode.window.createOutputChannel("Test", { log: true });
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
  const configure = (notes: string[] | undefined) =>
    vscode.workspace.getConfiguration("mlInterview").update("notes", notes, vscode.ConfigurationTarget.Workspace);
  let library: LiveLibrary;

  /** Does something, and waits until what the files say is so; events that come late from before do not count. */
  async function until(act: () => PromiseLike<unknown>, isSo: (now: Library) => boolean): Promise<Library> {
    const end = Date.now() + 15_000;
    let heard = false;
    const subscription = library.onDidChange(() => {
      heard = true;
    });
    try {
      await act();
      for (;;) {
        const now = await library.get();
        if (isSo(now)) {
          return now;
        }
        if (Date.now() > end) {
          const problems = library.problems().join(" ") || "none";
          throw new Error(`It did not become so; ${heard ? "a" : "no"} change was heard of; problems: ${problems}`);
        }
        await nextChange(500);
      }
    } finally {
      subscription.dispose();
    }
  }

  /** Resolves at the next change, or after so many milliseconds, so that a limit can be looked at. */
  const nextChange = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      const subscription = library.onDidChange(done);
    });

  setup(async () => {
    library = createLiveLibrary(extensionUri, demos, log);
    await until(
      () => configure([]),
      ({ chapters }) => chapters.length === 1,
    );
  });

  teardown(async () => {
    library.dispose();
    await configure(undefined);
  });

  suiteTeardown(() => log.dispose());

  test("appear when the setting names them, beside the bundled chapter", async () => {
    await write("a/one.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?\n\nYes.");
    const { chapters, find } = await until(
      () => configure(["a"]),
      ({ chapters }) => chapters.length === 2,
    );
    assert.sameData(
      chapters.map(({ title }) => title),
      ["Chapter 7: Machine Learning Workflows", "Mine"],
    );
    assert.equal(find("1/1")?.answers[0]?.text, "Yes.");
  });

  test("follow a save in the editor", async () => {
    await write("s.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?");
    await until(
      () => configure(["s.md"]),
      ({ find }) => find("1/1") !== undefined,
    );
    const document = await vscode.workspace.openTextDocument(file("s.md"));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), "\n\nNow.");
    await vscode.workspace.applyEdit(edit);
    await until(
      () => document.save(),
      ({ find }) => find("1/1")?.answers[0]?.text === "Now.",
    );
  });

  test("follow what other programs do: a changed file, a new one and a deleted one", async () => {
    await write("b/one.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?");
    await until(
      () => configure(["b"]),
      ({ find }) => find("1/1") !== undefined,
    );
    // A watcher says nothing about when it has begun; until it tells of a change, the file is changed again.
    let times = 0;
    const change = () => write("b/one.md", `# Mine\n\n### 1 Own\n\n> [1] Mine?\n\nNow ${++times}.`);
    const again = setInterval(change, 1000);
    await until(change, ({ find }) => /^Now \d+\.$/.test(find("1/1")?.answers[0]?.text ?? ""));
    clearInterval(again);
    await until(
      () => write("b/two.md", "# Mine\n\n### 1 Own\n\n> [2] Another?"),
      ({ find }) => find("1/2") !== undefined,
    );
    await until(
      () => vscode.workspace.fs.delete(file("b/two.md")),
      ({ find }) => find("1/2") === undefined,
    );
  });

  test("show their mistakes in the Problems view, at their place, until they are mended", async () => {
    await write("bad.md", "# Mine\n\n### 1 Own\n\n> [1] One?\n\nx\n\n> [1] Again?\n");
    await until(
      () => configure(["bad.md"]),
      ({ find }) => find("1/1") !== undefined,
    );
    const [diagnostic] = vscode.languages.getDiagnostics(file("bad.md"));
    assert.equal(diagnostic?.range.start.line, 8);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    const document = await vscode.workspace.openTextDocument(file("bad.md"));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(8, 2, 8, 5), "[2]");
    await vscode.workspace.applyEdit(edit);
    await until(
      () => document.save(),
      ({ find }) => find("1/2") !== undefined,
    );
    // The extension that runs beside this test reads the file too, and takes its own time.
    const shown = () => vscode.languages.getDiagnostics(file("bad.md"));
    await eventually(() => shown().length === 0, "the mended mistake is still shown");
  });

  test("that are not there are named, the rest is shown, and they appear once they come", async () => {
    const complaint = 'The notes "later.md" were not found. Correct the setting mlInterview.notes.';
    const { chapters } = await until(
      () => configure(["later.md"]),
      () => library.problems().includes(complaint),
    );
    assert.equal(chapters.length, 1);
    const come = () => write("later.md", "# Later\n\n### 1 Own\n\n> [1] Here?");
    const again = setInterval(come, 1000);
    await until(come, ({ chapters }) => chapters.length === 2);
    clearInterval(again);
    assert.sameData(library.problems(), []);
  });

  test("may be named by a path from the folder, an absolute path or a URI", async () => {
    await write("c.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?");
    for (const name of ["c.md", "./c.md", file("c.md").path, file("c.md").toString()]) {
      await until(
        () => configure([]),
        ({ chapters }) => chapters.length === 1,
      );
      await until(
        () => configure([name]),
        ({ chapters }) => chapters.length === 2,
      );
    }
  });
});
