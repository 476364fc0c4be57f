import * as vscode from "vscode";
import * as assert from "./assert";

suite("Pages", () => {
  const run = (command: string, ...more: unknown[]) =>
    vscode.commands.executeCommand(`mlInterview.${command}`, ...more);
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const active = () => vscode.window.tabGroups.activeTabGroup.activeTab;

  /** Waits until the tabs are as wanted: VS Code tells of them a little after they changed. */
  const until = (isSo: () => boolean, what: string) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(
              `${what}; tabs: ${tabs()
                .map(({ label }) => label)
                .join(" | ")}`,
            ),
          ),
        10_000,
      );
      const check = () => {
        if (isSo()) {
          clearTimeout(timer);
          subscription.dispose();
          resolve();
        }
      };
      const subscription = vscode.window.tabGroups.onDidChangeTabs(check);
      check();
    });

  teardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("one page shows question after question", async () => {
    await run("openQuestion", "7.1/12");
    await until(() => active()?.label.startsWith("7.1/12 ") ?? false, "the question did not open");
    await run("openQuestion", "7.2/3");
    await until(() => active()?.label.startsWith("7.2/3 ") ?? false, "the other question did not open");
    assert.equal(tabs().length, 1);
  });

  test("Open to the Side opens another page beside", async () => {
    await run("openQuestion", "7.1/12");
    await until(() => active()?.label.startsWith("7.1/12 ") ?? false, "the question did not open");
    await run("openToSide");
    await until(() => vscode.window.tabGroups.all.length === 2 && tabs().length === 2, "there is no second page");
  });

  test("next, previous, back and forward go where they say", async () => {
    await run("openQuestion", "7.1/11");
    await until(() => active()?.label.startsWith("7.1/11 ") ?? false, "the question did not open");
    for (const [command, id] of [
      ["goToNextQuestion", "7.1/12"],
      ["goToPreviousQuestion", "7.1/11"],
      ["goBack", "7.1/12"],
      ["goBack", "7.1/11"],
      ["goForward", "7.1/12"],
    ] as const) {
      await run(command);
      await until(() => active()?.label.startsWith(`${id} `) ?? false, `${command} did not lead to ${id}`);
    }
  });

  test("a demo opens in a page of its own, and asking for it again shows the same page", async () => {
    await run("openQuestion", "7.1/12");
    await until(() => tabs().length === 1, "the question did not open");
    const node = { kind: "question", entry: { demos: ["l1-vs-l2"] } };
    await run("runDemo", node);
    await until(() => tabs().length === 2 && (active()?.label.startsWith("L1 ") ?? false), "the demo did not open");
    await run("runDemo", node);
    await until(() => tabs().length === 2, "the demo opened twice");
  });
});
