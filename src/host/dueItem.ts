import * as vscode from "vscode";
import { sayQueue } from "../core/study/standing";
import type { Study } from "./study";
import type { StudyWhileBuilding } from "./studyWhileBuilding";

/**
 * The one item of the status bar: what is due today, and the offer of it while something takes long. Absent where nothing
 * is studied, or where a setting says so.
 */
export function createDueItem(
  study: Study,
  building: Pick<StudyWhileBuilding, "offered" | "onDidChange">,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("mlInterview.due", vscode.StatusBarAlignment.Right, 50);
  item.name = "ML Interview: Due Questions";
  item.command = "mlInterview.startReview";

  async function update(): Promise<void> {
    const wanted = vscode.workspace.getConfiguration("mlInterview.study").get("statusBar", true);
    // A task of someone who studies nothing is no reason to read the questions.
    const began = wanted && (await study.log()).events.length > 0;
    const now = began ? await study.now() : undefined;
    if (!now || ![...now.progress.cards.values()].some(({ added }) => added)) {
      item.hide();
      return;
    }
    const { queue } = now;
    const [due, fresh] = [queue.due.length, queue.fresh.length];
    const offered = due + fresh > 0 ? building.offered() : undefined;
    const count = due + fresh > 0 ? due + fresh : "$(check)";
    item.text = `$(mortar-board) ${offered ? `Study while it ${offered.does}` : count}`;
    item.tooltip = `ML Interview: ${offered ? `“${offered.name}” takes a while; ` : ""}${sayQueue(due, fresh)}`;
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  }

  const subscriptions = [study.onDidChange(() => void update()), building.onDidChange(() => void update())];
  // It tells of a change when it has been read, unless it is empty.
  void study.log();
  return vscode.Disposable.from(item, ...subscriptions);
}
