import * as vscode from "vscode";
import * as assert from "./assert";

const id = "ml-interview-lab.ml-interview-lab";

suite("The extension", () => {
  const extension = vscode.extensions.getExtension(id);

  test("activates", async () => {
    assert.ok(extension, `${id} is not among the extensions`);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test("registers the commands that its manifest contributes, and no other", async () => {
    assert.ok(extension);
    await extension.activate();
    const contributed = extension.packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    const all = await vscode.commands.getCommands(true);
    // VS Code adds commands of its own for each view, in the view's name.
    const registered = all.filter((command) => /^mlInterview\.\w+$/.test(command));
    assert.sameData(registered.sort(), contributed.sort());
  });
});
