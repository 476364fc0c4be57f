import * as vscode from "vscode";
import { folder, newStorage } from "../host/sample";
import { openStudyWindow } from "../host/studyWindow";
import { until } from "../host/until";

/** How long a grade took, and taking it back, until row, badge, status bar and page agreed, in milliseconds. */
export interface Agreement {
  grade: number;
  undo: number;
}

/** Grades a question and takes it back again and again. */
export async function run(): Promise<void> {
  const log = vscode.window.createOutputChannel("Measurement", { log: true });
  const { study, review, provider, statusBar, view, opened, standing, close } = openStudyWindow(newStorage(), log);
  const questions = ["7.1/1", "7.1/11", "7.1/12"];
  await study.record(...questions.map((question) => ({ type: "add", question }) as const));
  await review.start();

  /** Until all three have `left`, the page shows `shown`, and the tree's row says `standing`. */
  async function measure(act: () => void, left: number, shown: string, says: string): Promise<number> {
    let rowAt = Number.POSITIVE_INFINITY;
    const listening = provider.onDidChangeTreeData?.(async () => {
      if (String((await standing("7.1/1"))[0]) === says) {
        rowAt = Math.min(rowAt, performance.now());
      }
    });
    const start = performance.now();
    act();
    await until(
      () =>
        statusBar.text.endsWith(` ${left}`) &&
        view.badge?.value === left &&
        opened.states.at(-1)?.session.shown === shown &&
        rowAt < Number.POSITIVE_INFINITY,
      "a part of the window does not follow",
    );
    const took = performance.now() - start;
    listening?.dispose();
    return took;
  }

  const agreements: Agreement[] = [];
  for (let round = 0; round < 25; round++) {
    opened.say({ type: "reveal", id: "7.1/1", step: "answer" });
    await until(() => opened.states.at(-1)?.session.step === "answer", "the answer is not revealed");
    const grade = await measure(
      () => opened.say({ type: "grade", id: "7.1/1", grade: 4 }),
      2,
      "7.1/11",
      "due in 8 days",
    );
    const undo = await measure(() => opened.say({ type: "undo" }), 3, "7.1/1", "new");
    agreements.push({ grade, undo });
  }
  close();
  const file = vscode.Uri.joinPath(folder, "report.txt");
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(agreements)));
}
