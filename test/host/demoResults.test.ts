import * as vscode from "vscode";
import { demos } from "../../src/demos";
import type { Demo } from "../../src/demos/demo";
import { addToAnswer } from "../../src/host/addToAnswer";
import { createLiveLibrary, type LiveLibrary } from "../../src/host/liveLibrary";
import { saveFile } from "../../src/host/saveFile";
import * as assert from "./assert";
import { replaceInWindow } from "./replaceIn";
import { extensionUri, folder } from "./sample";
import { until } from "./until";

const file = (name: string) => vscode.Uri.joinPath(folder, name);
const read = async (name: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(file(name)));

/** What the user was asked, and what they answer: stands in for dialogs, which no test can see. */
function answering(answers: Partial<Record<keyof typeof vscode.window, (...given: never[]) => unknown>>) {
  const asked: { name: string; given: unknown[] }[] = [];
  const listening = Object.entries(answers).map(([name, answer]) => [
    name,
    async (...given: never[]) => {
      asked.push({ name, given });
      return answer(...given);
    },
  ]);
  return { asked, restore: replaceInWindow(Object.fromEntries(listening)) };
}

suite("What a demo's page asks to save", () => {
  const log = vscode.window.createOutputChannel("Test of files", { log: true });
  let user: ReturnType<typeof answering>;
  teardown(async () => {
    user.restore();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => log.dispose());

  const saving = (to: vscode.Uri | undefined) =>
    answering({ showSaveDialog: () => to, showInformationMessage: () => "Open", showErrorMessage: () => undefined });

  test("is written where the user says, under a sensible name, and can be opened", async () => {
    user = saving(file("result.json"));
    await saveFile({ format: "json", name: "l1-vs-l2-seed-1", contents: '{"α":1}' }, log);
    assert.equal(await read("result.json"), '{"α":1}');
    const [dialog, message] = user.asked;
    const options = dialog?.given[0] as vscode.SaveDialogOptions;
    assert.equal(options.defaultUri?.toString(), file("l1-vs-l2-seed-1.json").toString());
    assert.sameData(options.filters, { JSON: ["json"] });
    assert.equal(message?.given[1], "Open");
    await until(
      () => vscode.window.activeTextEditor?.document.uri.path.endsWith("/result.json") ?? false,
      "the file is not open",
    );
  });

  test("is, where it is a picture, its bytes", async () => {
    user = saving(file("picture.png"));
    const bytes = [0x89, 0x50, 0x4e, 0x47, 0, 255, 10];
    await saveFile({ format: "png", name: "p", contents: btoa(String.fromCharCode(...bytes)) }, log);
    assert.sameData([...(await vscode.workspace.fs.readFile(file("picture.png")))], bytes);
  });

  test("is named without a path, whatever the page says", async () => {
    for (const [name, safe] of [
      ["../../etc/passwd", "etc-passwd.csv"],
      ["C:\\Users\\x", "C-Users-x.csv"],
      [".bashrc", "bashrc.csv"],
      ["///", "demo.csv"],
      ["x".repeat(500), `${"x".repeat(80)}.csv`],
    ] as const) {
      user = saving(undefined);
      await saveFile({ format: "csv", name, contents: "a" }, log);
      const options = user.asked[0]?.given[0] as vscode.SaveDialogOptions;
      assert.equal(options.defaultUri?.toString(), file(safe).toString());
      user.restore();
    }
  });

  test("is refused where it is of another kind, no text, no picture or far too long", async () => {
    user = saving(file("never"));
    for (const wish of [
      { format: "html", name: "x", contents: "" },
      { format: "constructor", name: "x", contents: "" },
      { format: "csv", name: 7, contents: "" },
      { format: "csv", name: "x" },
      { format: "png", name: "x", contents: "not base64!" },
      { format: "png", name: "x", contents: btoa("GIF89a") },
      { format: "csv", name: "x", contents: "x".repeat(50_000_001) },
    ]) {
      await saveFile(wish, log);
    }
    assert.equal(user.asked.length, 0);
  });

  test("that can not be written is told in a sentence", async () => {
    user = saving(vscode.Uri.parse("nowhere://x/result.csv"));
    await saveFile({ format: "csv", name: "x", contents: "a" }, log);
    assert.sameData(
      user.asked.map(({ name }) => name),
      ["showSaveDialog", "showErrorMessage"],
    );
  });
});

suite("A result that is added to an answer", () => {
  const log = vscode.window.createOutputChannel("Test of results", { log: true });
  const demo = demos.find(({ id }) => id === "l1-vs-l2") as Demo;
  const configure = (notes: string[] | undefined) =>
    vscode.workspace.getConfiguration("mlInterview").update("notes", notes, vscode.ConfigurationTarget.Workspace);
  let library: LiveLibrary;
  let user: ReturnType<typeof answering>;

  /** Notes of the user's own, and nothing else. */
  async function have(files: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
    }
    await configure(Object.keys(files));
    library = createLiveLibrary(extensionUri, demos, log);
  }
  const add = () => addToAnswer("**L1 against L2**\n\n34 zeros.\n", demo, library, vscode.ViewColumn.One);

  setup(() => {
    user = answering({ showQuickPick: () => undefined, showInformationMessage: () => undefined });
  });
  teardown(async () => {
    user.restore();
    library.dispose();
    // Unsaved changes would be asked about.
    while (vscode.window.activeTextEditor) {
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await configure(undefined);
  });
  suiteTeardown(() => log.dispose());

  test("stands at the end of the only answer there is, unsaved and in sight", async () => {
    const before =
      "# Chapter 7: Machine Learning Workflows\n\n### 7.1 Basics\n\n> [12] Zeros?\n\nCorners.\n\n> [13] Next?\n";
    await have({ "r.md": before });
    await add();
    const editor = vscode.window.activeTextEditor;
    assert.equal(
      editor?.document.getText(),
      before.replace("Corners.\n", "Corners.\n\n**L1 against L2**\n\n34 zeros.\n"),
    );
    assert.ok(editor?.document.isDirty);
    assert.equal(editor?.selection.active.line, 7);
    assert.equal(user.asked.length, 0);
  });

  test("is seen to belong to a question that only links to the demo, and reaches the end of the file", async () => {
    await have({ "r.md": "### Own\n\n> [1] Zeros?\n\n[Run](demo:l1-vs-l2)" });
    await add();
    await until(() => vscode.window.activeTextEditor, "no file is open");
    assert.equal(
      vscode.window.activeTextEditor?.document.getText(),
      "### Own\n\n> [1] Zeros?\n\n[Run](demo:l1-vs-l2)\n\n**L1 against L2**\n\n34 zeros.\n",
    );
  });

  test("goes to what the user picks of several, and nowhere where they pick nothing", async () => {
    const text = "# Chapter 7: Machine Learning Workflows\n\n### 7.1 Basics\n\n> [12] Zeros?\n";
    await have({ "r1.md": text, "r2.md": text });
    await add();
    assert.equal(vscode.window.activeTextEditor, undefined);
    const items = user.asked[0]?.given[0] as vscode.QuickPickItem[];
    assert.sameData(
      items.map(({ description }) => description),
      ["r1.md", "r2.md"],
    );
    user.restore();
    user = answering({ showQuickPick: (all: unknown) => (all as unknown[])[1] });
    await add();
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith("/r2.md"));
    assert.ok(vscode.window.activeTextEditor?.document.getText().endsWith("34 zeros.\n"));
  });

  test("begins notes with its question where there are none, if the user wants", async () => {
    await have({});
    await add();
    assert.equal(vscode.window.activeTextEditor, undefined);
    user.restore();
    user = answering({ showInformationMessage: (_: unknown, begin: unknown) => begin });
    await add();
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.ok(document?.isUntitled);
    assert.equal(document?.languageId, "markdown");
    const text = document?.getText() ?? "";
    assert.ok(/^# Chapter 7: .*\n\n### 7\.1 .*\n\n> \[12\] \[[EMH]\] \S/.test(text), text);
    assert.ok(text.endsWith("\n\n**L1 against L2**\n\n34 zeros.\n"), text);
  });
});
