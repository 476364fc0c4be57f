import assert from "node:assert/strict";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame, FrameLocator } from "playwright-core";
import { findBarriers } from "../pages/findBarriers";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

const themes = {
  "vscode-light": "Default Light Modern",
  "vscode-dark": "Default Dark Modern",
  "vscode-high-contrast": "Default High Contrast",
  "vscode-high-contrast-light": "Default High Contrast Light",
};

suite("A learner in VS Code", function () {
  this.timeout(180_000);
  let opened: OpenedWorkbench;

  suiteSetup(function () {
    const reason = whyNotServed();
    if (reason) {
      console.log(`    ${reason}`);
      this.skip();
    }
  });
  setup(async () => {
    opened = await openWorkbench();
    await opened.workbench.openContainer("ML Interview Lab");
    await opened.workbench.expand(opened.workbench.rows.filter({ hasText: "7.1 Basics" }));
  });
  teardown(() => opened?.close());

  const openAnswer = async (number: string, probe: string): Promise<FrameLocator> => {
    await opened.workbench.rows.filter({ hasText: new RegExp(`^${number} `) }).click();
    return opened.workbench.webview(probe);
  };
  const frameOf = async (webview: FrameLocator): Promise<Frame> =>
    (await (await webview.locator("body").elementHandle())?.ownerFrame()) as Frame;

  test("narrows the tree by words and ticks, sees how much is shown, and clears it", async () => {
    const { workbench } = opened;
    const { page, rows } = workbench;
    await workbench.clickViewAction("Filter Questions...");
    await workbench.quickInputText.fill("elastic net");
    await page.getByText(/^Showing \d+ of \d+ questions\.$/).waitFor();
    await workbench.quickInput.locator(".monaco-list-row", { hasText: "With a demo" }).click();
    await page.getByText(/^Showing 1 of \d+ questions\.$/).waitFor();
    await page.keyboard.press("Enter");
    await workbench.quickInput.waitFor({ state: "hidden" });
    assert.deepEqual(await rows.filter({ hasText: /^\d+ / }).count(), 1);
    await workbench.clickViewAction("Clear Filter");
    await page.getByText(/^Showing/).waitFor({ state: "detached" });
    await rows.filter({ hasText: /^11 / }).waitFor();
  });

  test("is told when nothing passes the filter, with a way out", async () => {
    const { workbench } = opened;
    await workbench.clickViewAction("Filter Questions...");
    await workbench.quickInputText.fill("zebrafish");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".part.sidebar").getByText("No question matches the filter.").waitFor();
    await workbench.page.locator(".welcome-view-content").getByRole("button", { name: "Clear Filter" }).click();
    await workbench.rows.first().waitFor();
  });

  test("goes from the tree to an answer, on to the demo and to its verdict, by keyboard alone", async () => {
    const { workbench } = opened;
    const { keyboard } = workbench.page;
    await workbench.runCommand("ML Interview: Go to Question...");
    await workbench.choose("7.1/12");
    const answer = await workbench.webview(".run-demo");
    const button = answer.getByRole("button", { name: /^Run the demo/ });
    await answer.locator("summary").focus();
    await keyboard.press("Tab");
    assert.equal(await button.evaluate((element) => element === document.activeElement), true);
    await keyboard.press("Enter");
    const demo = await workbench.webview("h1:has-text('L1 against L2')");
    await demo.getByRole("button", { name: /^Run/ }).press("Enter");
    await demo.getByText(/^All \d+ checks hold\.$/).waitFor({ timeout: 90_000 });
  });

  test("finds the question, the place in it and the open hint again after the window was reloaded", async () => {
    const { workbench } = opened;
    const answer = await openAnswer("6", "text=If one hidden layer");
    await answer.locator("summary").first().click();
    await (await frameOf(answer)).evaluate(() => {
      const scrolled = new Promise((done) => addEventListener("scroll", done, { once: true }));
      scrollTo(0, 400);
      return scrolled.then(() => {});
    });
    await workbench.runCommand("Developer: Reload Window");
    await answer.locator("body").waitFor({ state: "detached" });
    await workbench.container("ML Interview Lab").waitFor();
    const again = await workbench.webview("text=If one hidden layer");
    await (await frameOf(again)).waitForFunction(() => scrollY === 400);
    assert.equal(await again.locator("details.hint").evaluate((hint) => (hint as HTMLDetailsElement).open), true);
    await workbench.tab("7.1/6").waitFor();
  });

  test("finds the place again after another tab hid the answer", async () => {
    const { workbench } = opened;
    const answer = await openAnswer("6", "text=If one hidden layer");
    await (await frameOf(answer)).evaluate(() => {
      const scrolled = new Promise((done) => addEventListener("scroll", done, { once: true }));
      scrollTo(0, 300);
      return scrolled.then(() => {});
    });
    await workbench.runCommand("File: New Untitled Text File");
    await workbench.tab("Untitled-1").waitFor();
    await workbench.tab("7.1/6").click();
    const again = await workbench.webview("text=If one hidden layer");
    await (await frameOf(again)).waitForFunction(() => scrollY === 300);
  });

  test("sees a question of their own appear as the file is saved, and its mistakes in the Problems view", async () => {
    const { workbench, folder } = opened;
    await appendFile(join(folder, "notes.md"), "\n\n### Added\n\n> [1] Is this new?\n\n> [1] Twice?\n");
    await workbench.rows.filter({ hasText: "Added" }).waitFor();
    await workbench.page.locator(".part.statusbar [id='status.problems']", { hasText: "1" }).waitFor();
  });

  test("has an answer and a demo without barriers in every theme, as it is switched", async () => {
    const { workbench, folder } = opened;
    const answer = await openAnswer("12", ".run-demo");
    await answer.getByRole("button", { name: /^Run the demo/ }).click();
    const demo = await workbench.webview("h1:has-text('L1 against L2')");
    await mkdir(join(folder, ".vscode"), { recursive: true });
    for (const [name, theme] of Object.entries(themes)) {
      const settings = { "mlInterview.notes": ["notes.md"], "workbench.colorTheme": theme };
      await writeFile(join(folder, ".vscode/settings.json"), JSON.stringify(settings));
      for (const page of [answer, demo]) {
        await page.locator(`body.${name}`).waitFor();
        assert.deepEqual(await findBarriers(await frameOf(page)), [], `${theme}`);
      }
    }
  });
});
