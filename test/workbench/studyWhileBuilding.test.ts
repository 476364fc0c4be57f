import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

/** Runs for as long as the folder has no file of that name. */
const tasks = {
  version: "2.0.0",
  tasks: [
    { label: "train", type: "shell", command: "until test -e trained; do sleep 0.1; done", problemMatcher: [] },
    { label: "fail", type: "shell", command: "until test -e failed; do sleep 0.1; done; exit 3", problemMatcher: [] },
  ],
};

suite("A task in VS Code that takes long", function () {
  this.timeout(360_000);
  let opened: OpenedWorkbench | undefined;
  let parts: Awaited<ReturnType<typeof open>>;

  suiteSetup(async function () {
    const reason = whyNotServed();
    if (reason) {
      console.log(`    ${reason}`);
      this.skip();
    }
    parts = await open();
  });
  suiteTeardown(() => opened?.close());

  /** A window with a file of code in front, and two questions to study, which are offered after a second. */
  async function open() {
    // There before the window is: a list of tasks that is asked for too early stays without those of a later file.
    const files = { ".vscode/tasks.json": JSON.stringify(tasks) };
    const settings = { "task.autoDetect": "off", "mlInterview.study.offerAfterSeconds": 1 };
    opened = await openWorkbench({ files, settings });
    const { workbench, folder } = opened;
    const { page } = workbench;
    await workbench.runCommand("ML Interview: Add to Study...");
    await workbench.choose("Evaluation");
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "train.py" }).dblclick();
    await page.locator(".view-line", { hasText: "How many of 40 weights" }).waitFor();
    const item = page.locator(".part.statusbar [id$='mlInterview.due']");
    await item.getByText("2", { exact: true }).waitFor();
    const run = async (task: string) => {
      // The list of tasks comes late, and not at all when something takes the focus meanwhile: then again.
      for (let attempt = 1; ; attempt++) {
        await workbench.runCommand("Tasks: Run Task");
        try {
          await workbench.choose(task, 15_000);
          return;
        } catch (error) {
          if (attempt === 4) {
            throw error;
          }
        }
      }
    };
    return { workbench, page, item, run, end: (file: string) => writeFile(join(folder, file), "") };
  }

  test("is offered a question for, beside the code, to which the learner is back when it ends", async () => {
    const { workbench, page, item, run, end } = parts;
    await run("train");
    await item.getByText("Study while it builds").waitFor();
    assert.equal(await workbench.tab("Review").count(), 0);
    await item.getByRole("button").click();
    const review = await workbench.webview("text=Left: 0 due, 2 new");
    await review.locator("[aria-level='1']").and(review.locator(":focus")).waitFor();
    const [code, session] = await Promise.all(
      ["train.py", "Review: 2 left"].map((title) => workbench.tab(title).boundingBox()),
    );
    assert.ok(code && session && session.x > code.x + 200, "the session is not beside the code");
    await end("trained");
    const status = review.getByRole("status");
    await status.getByText("“train” finished: exit code 0.").waitFor();
    await page.locator(".part.editor .monaco-editor.focused").waitFor();
    await page.keyboard.type("#");
    await page.locator(".view-line", { hasText: '#"""How' }).waitFor();
    await item.getByText("2", { exact: true }).waitFor();
    // Its shell tells of the same command, with its own words.
    assert.equal(await status.innerText(), "“train” finished: exit code 0.");
  });

  test("does not take the learner out of an answer, and says that it failed", async () => {
    const { workbench, page, item, run, end } = parts;
    await run("fail");
    await item.getByText("Study while it builds").waitFor();
    await item.getByRole("button").click();
    const review = await workbench.webview("text=Left: 0 due, 2 new");
    await review.getByRole("textbox").click();
    await page.keyboard.type("half an ");
    await end("failed");
    await review.getByRole("status").getByText("“fail” failed: exit code 3.").waitFor();
    await item.getByText("2", { exact: true }).waitFor();
    await page.keyboard.type("answer");
    assert.equal(await review.getByRole("textbox").inputValue(), "half an answer");
  });
});
