import assert from "node:assert/strict";
import { type Package, packExtension } from "../tools/pack";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench, type WorkbenchOptions } from "./openWorkbench";

suite("The extension in a VS Code window", function () {
  this.timeout(120_000);
  let opened: OpenedWorkbench | undefined;
  let packed: Package | undefined;

  suiteSetup(function () {
    const reason = whyNotServed();
    if (reason) {
      console.log(`    ${reason}`);
      this.skip();
    }
  });
  teardown(async () => {
    await opened?.close();
    opened = undefined;
    await packed?.remove();
  });

  /** From the icon to an answer on the screen. */
  async function walk(options: WorkbenchOptions): Promise<void> {
    opened = await openWorkbench(options);
    const { workbench } = opened;
    await workbench.openContainer("ML Interview Lab");
    const chapter = workbench.rows.first();
    await chapter.waitFor();
    await workbench.expand(chapter);
    const section = workbench.rows.filter({ hasText: "7.1" }).first();
    await workbench.expand(section);
    const question = workbench.rows.filter({ hasText: "L1" }).first();
    await question.click();
    const page = await workbench.webview("main#page :text('L1')");
    assert.ok((await page.locator(".katex").count()) > 0, "the answer shows no formula");
    await workbench.tab("L1").waitFor();
  }

  test("goes, installed from its package, from its icon to a question and its answer", async () => {
    packed = await packExtension();
    await walk({ vsix: packed.file });
  });

  test("does the same in the oldest VS Code that it names", () => walk({ edition: "oldest" }));
});
