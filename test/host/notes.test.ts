import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createLiveLibrary, type LiveLibrary } from "../../src/host/liveLibrary";
import * as assert from "./assert";

suite("A user's notes", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const extension = vscode.extensions.getExtension("ml-interview-lab.ml-interview-lab");
  const log = vscode.window.createOutputChannel("Test", { log: true });
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
  const configure = (notes: string[] | undefined) =>
    vscode.workspace.getConfiguration("mlInterview").update("notes", notes, vscode.ConfigurationTarget.Workspace);
  let library: LiveLibrary;

  /** Does something, waits until the library has heard of it, and reads it anew as the tree does. */
  async function afterChange(act: () => PromiseLike<unknown>): Promise<void> {
    const changed = new Promise<void>((resolve) => {
      const subscription = library.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
    await act();
    await changed;
    await library.get();
  }

  setup(async () => {
    await configure([]);
    library = createLiveLibrary(extension?.extensionUri ?? folder, demos, log);
    await library.get();
  });

  teardown(async () => {
    library.dispose();
    await configure(undefined);
  });

  suiteTeardown(() => log.dispose());

  test("appear when the setting names them, beside the bundled chapter", async () => {
    await write("a/one.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?\n\nYes.");
    await afterChange(() => configure(["a"]));
    const { chapters, find } = await library.get();
    assert.sameData(
      chapters.map(({ title }) => title),
      ["Chapter 7: Machine Learning Workflows", "Mine"],
    );
    assert.equal(find("1/1")?.answers[0]?.text, "Yes.");
  });

  test("follow a save in the editor", async () => {
    await write("s.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?");
    await afterChange(() => configure(["s.md"]));
    const document = await vscode.workspace.openTextDocument(file("s.md"));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), "\n\nNow.");
    await vscode.workspace.applyEdit(edit);
    await afterChange(() => document.save());
    assert.equal((await library.get()).find("1/1")?.answers[0]?.text, "Now.");
  });

  test("follow what other programs do: a changed file, a new one and a deleted one", async () => {
    await write("b/one.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?");
    await afterChange(() => configure(["b"]));
    // A watcher says nothing about when it has begun; until it tells of a change, the file is changed again.
    let times = 0;
    const change = () => write("b/one.md", `# Mine\n\n### 1 Own\n\n> [1] Mine?\n\nNow ${++times}.`);
    const again = setInterval(change, 1000);
    await afterChange(change);
    clearInterval(again);
    assert.ok(/^Now \d+\.$/.test((await library.get()).find("1/1")?.answers[0]?.text ?? ""));
    await afterChange(() => write("b/two.md", "# Mine\n\n### 1 Own\n\n> [2] Another?"));
    assert.ok((await library.get()).find("1/2"));
    await afterChange(() => vscode.workspace.fs.delete(file("b/two.md")));
    assert.equal((await library.get()).find("1/2"), undefined);
  });

  test("show their mistakes in the Problems view, at their place, until they are mended", async () => {
    await write("bad.md", "# Mine\n\n### 1 Own\n\n> [1] One?\n\nx\n\n> [1] Again?\n");
    await afterChange(() => configure(["bad.md"]));
    const [diagnostic] = vscode.languages.getDiagnostics(file("bad.md"));
    assert.equal(diagnostic?.range.start.line, 8);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    await afterChange(() => write("bad.md", "# Mine\n\n### 1 Own\n\n> [1] One?\n\nx\n\n> [2] Again?\n"));
    assert.sameData(vscode.languages.getDiagnostics(file("bad.md")), []);
  });

  test("that are not there are named, the rest is shown, and they appear once they come", async () => {
    await afterChange(() => configure(["later.md"]));
    assert.equal((await library.get()).chapters.length, 1);
    assert.sameData(library.problems(), [
      'The notes "later.md" were not found. Correct the setting mlInterview.notes.',
    ]);
    await afterChange(() => write("later.md", "# Later\n\n### 1 Own\n\n> [1] Here?"));
    assert.equal((await library.get()).chapters.length, 2);
    assert.sameData(library.problems(), []);
  });

  test("may be named by a path from the folder, an absolute path or a URI", async () => {
    await write("c.md", "# Mine\n\n### 1 Own\n\n> [1] Mine?");
    for (const name of ["c.md", "./c.md", file("c.md").path, file("c.md").toString()]) {
      await afterChange(() => configure([]).then(() => configure([name])));
      assert.equal((await library.get()).chapters.length, 2, `${name} was not read`);
    }
  });
});
