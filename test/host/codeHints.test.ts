import * as vscode from "vscode";
import * as assert from "./assert";

suite("The question behind the code", () => {
  const settings = () => vscode.workspace.getConfiguration("mlInterview.code");
  const set = (name: string, value: boolean | undefined) =>
    settings().update(name, value, vscode.ConfigurationTarget.Global);
  suiteSetup(() => vscode.extensions.getExtension("ml-interview-lab.ml-interview-lab")?.activate());
  teardown(async () => {
    await set("hovers", undefined);
    await set("lens", undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => vscode.workspace.fs.delete(folder, { recursive: true }));

  const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/"), "hints");
  let files = 0;
  async function open(content: string, ending: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.joinPath(folder, `code${files++}.${ending}`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    return vscode.workspace.openTextDocument(uri);
  }

  /** The texts of our hovers at a place in the document. */
  async function hover(document: vscode.TextDocument, word: string, line = 0): Promise<vscode.MarkdownString[]> {
    const character = document.lineAt(line).text.indexOf(word);
    assert.ok(character >= 0, `no ${word} in line ${line}`);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(line, character + 1),
    );
    return found
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .filter(({ value }) => value?.includes("mlInterview."));
  }
  const lenses = async (document: vscode.TextDocument) =>
    (
      (await vscode.commands
        .executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri)
        .then(undefined, () => [])) ?? []
    )
      .filter(({ command }) => command?.command.startsWith("mlInterview."))
      .map(({ range, command }) => [range.start.line, command?.title, ...(command?.arguments ?? [])]);

  /** Settings and providers reach the window and come back a little later. */
  async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 10_000; !(await isSo()); ) {
      assert.ok(Date.now() < end, what);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test("is one sentence with links to the question and its demo, and to no other command", async () => {
    const document = await open("m = Lasso(alpha=0.1)\n", "py");
    const [text, ...others] = await hover(document, "Lasso");
    assert.ok(text && others.length === 0, `${others.length} others`);
    assert.ok(text.value.startsWith("The L1 penalty pulls with the same force"), text.value);
    const links = [...text.value.matchAll(/\(command:([^)]*)\)/g)].map(([, link]) => decodeURIComponent(link ?? ""));
    assert.sameData(links, ['mlInterview.openQuestion?["7.1/12"]', 'mlInterview.openDemo?["l1-vs-l2"]']);
    assert.sameData(text.isTrusted, { enabledCommands: ["mlInterview.openQuestion", "mlInterview.openDemo"] });
  });

  test("is on the name alone, and not in comments and strings", async () => {
    const document = await open("m = Lasso(alpha=0.1)  # Ridge()\nx = 'KFold()'\n", "py");
    assert.equal((await hover(document, "alpha")).length, 0);
    assert.equal((await hover(document, "Ridge")).length, 0);
    assert.equal((await hover(document, "KFold", 1)).length, 0);
  });

  test("is found in R, JavaScript and TypeScript", async () => {
    for (const [ending, code, word] of [
      ["R", "fit <- glmnet(x, y)", "glmnet"],
      ["js", "m.compile({ loss: 'meanSquaredError' });", "loss"],
      ["ts", "const o: Optimizer = tf.train.sgd(0.1);", "sgd"],
      ["jsx", "const o = tf.train.sgd(0.1);", "sgd"],
    ] as const) {
      assert.equal((await hover(await open(code, ending), word)).length, 1, ending);
    }
    assert.equal((await hover(await open("Lasso(0.1)", "txt"), "Lasso")).length, 0);
  });

  test("is found in a file of 5,000 lines, wherever the order of its lines matters, and anew when it changes", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `x${i} = f(${i})  # Lasso()`);
    lines[100] = "'''";
    lines[200] = "'''";
    lines[150] = "m = Lasso()";
    lines[2_500] = "x = StandardScaler().fit_transform(x)";
    lines[2_600] = "a, b = train_test_split(x)";
    lines[4_999] = "print(f'{f1_score(y, p):.2f}')";
    const document = await open(lines.join("\n"), "py");
    assert.equal((await hover(document, "Lasso", 150)).length, 0);
    assert.equal((await hover(document, "fit_transform", 2_500)).length, 1);
    assert.equal((await hover(document, "f1_score", 4_999)).length, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(2_600).range, "y = 3");
    edit.replace(document.uri, document.lineAt(100).range, "y = 3");
    edit.replace(document.uri, document.lineAt(200).range, "y = 3");
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.equal((await hover(document, "fit_transform", 2_500)).length, 0);
    assert.equal((await hover(document, "Lasso", 150)).length, 1);
  });

  test("is found in the cells of a notebook, which are one after the other", async () => {
    const cell = (text: string, language = "python", kind = vscode.NotebookCellKind.Code) =>
      new vscode.NotebookCellData(kind, text, language);
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([
        cell("# Lasso()", "markdown", vscode.NotebookCellKind.Markup),
        cell("s = StandardScaler()"),
        cell("x = s.fit_transform(x)\nm = Lasso()"),
        cell("a, b = train_test_split(x)"),
      ]),
    );
    const documents = notebook.getCells().map(({ document }) => document);
    const [, , fit] = documents;
    assert.ok(fit);
    assert.equal((await hover(fit, "fit_transform")).length, 1);
    assert.equal((await hover(fit, "Lasso", 1)).length, 1);
    // There are lenses for what is in sight.
    await vscode.window.showNotebookDocument(notebook);
    await set("lens", true);
    await until(async () => (await lenses(fit)).length > 0, "there are no lenses");
    assert.sameData(await lenses(fit), [
      [0, "$(mortar-board) Question 7.2/17.ii", "7.2/17.ii"],
      [1, "$(mortar-board) Question 7.1/12", "7.1/12"],
      [1, "$(beaker) Demo", "l1-vs-l2"],
    ]);
  });

  test("has no lenses unless they are asked for, and no hovers if they are not wanted", async () => {
    const document = await open("f1_score(y, p), f1_score(y, q)\n", "py");
    assert.equal((await hover(document, "f1_score")).length, 1);
    assert.equal((await lenses(document)).length, 0);
    await set("lens", true);
    await set("hovers", false);
    await until(async () => (await hover(document, "f1_score")).length === 0, "there still are hovers");
    await until(async () => (await lenses(document)).length === 1, "there is not one lens");
    await set("lens", false);
    await until(async () => (await lenses(document)).length === 0, "there still are lenses");
  });

  test("leads to the question and to the demo", async () => {
    const active = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "";
    await vscode.commands.executeCommand("mlInterview.openQuestion", "7.1/12");
    await until(async () => active().startsWith("7.1/12 "), "the question did not open");
    await vscode.commands.executeCommand("mlInterview.openDemo", "l1-vs-l2");
    await until(async () => active().startsWith("L1 "), "the demo did not open");
    await vscode.commands.executeCommand("mlInterview.openDemo", "no-such-demo");
    assert.ok(active().startsWith("L1 "), active());
  });
});
