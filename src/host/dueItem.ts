import * as vscode from "vscode";
import { isStudying } from "../core/study/progress";
import { sayQueue } from "../core/study/standing";
import type { Study } from "./study";
import type { StudyWhileBuilding } from "./studyWhileBuilding";

/**
 * The one item of the status bar: what is due today, and the offer of it while something takes long. Absent where nothing
 * is studied, or where a setting says so.
 */
export function createDueItem(study: Study, building: StudyWhileBuilding): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("mlInterview.due", vscode.StatusBarAlignment.Right, 50);
  item.name = "ML Interview: Due Questions";
  item.command = "mlInterview.startReview";

  async function update(): Promise<void> {
    const wanted = vscode.workspace.getConfiguration("mlInterview.study").get("statusBar", true);
    // Questions are read where some are studied: tasks start everywhere.
    if (!wanted || !isStudying(await study.progress())) {
      item.hide();
      return;
    }
    const { queue } = await study.now();
    const [due, fresh] = [queue.due.length, queue.fresh.length];
    const offered = due + fresh > 0 ? building.offered() : undefined;
    const count = due + fresh > 0 ? due + fresh : "$(check)";
    item.text = `$(mortar-board) ${offered ? `Study while it ${offered.does}` : count}`;
    item.tooltip = `ML Interview: ${offered ? `“${offered.name}” takes a while; ` : ""}${sayQueue(due, fresh)}`;
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  }

  const subscriptions = [study.onDidChange(() => void update()), building.onDidChange(() => void update())];
  // What is due is to be seen before a view is opened, and nothing waits for it. The study tells of it when it has been read.
  const reading = setTimeout(() => void study.progress().catch(() => {}));
  return vscode.Disposable.from(item, ...subscriptions, { dispose: () => clearTimeout(reading) });
}
