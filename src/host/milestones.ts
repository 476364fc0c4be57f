import * as vscode from "vscode";
import type { Study } from "./study";

/** How far a learner has come, as context keys `mlInterview.*`. */
type Milestone = "opened" | "measured" | "studies" | "reviewed";
const milestones: Record<string, Milestone> = { "mlInterview.answer": "opened", "mlInterview.demo": "measured" };

/** Tells VS Code how far the learner has come, by whichever way: steps of the walkthrough complete by it. */
export function createMilestones(study: Study): vscode.Disposable {
  const reached = new Set<Milestone>();

  function reach(milestone: Milestone): void {
    if (!reached.has(milestone)) {
      reached.add(milestone);
      void vscode.commands.executeCommand("setContext", `mlInterview.${milestone}`, true);
    }
  }

  function reachByTabs(tabs: readonly vscode.Tab[]): void {
    for (const { input } of tabs) {
      // VS Code puts something of its own before the view type.
      const viewType = input instanceof vscode.TabInputWebview ? input.viewType.replace(/^.*-/, "") : "";
      const milestone = milestones[viewType];
      if (milestone) {
        reach(milestone);
      }
    }
  }

  async function reachByStudy(): Promise<void> {
    if (reached.has("studies") && reached.has("reviewed")) {
      return;
    }
    const cards = [...(await study.now()).progress.cards.values()];
    if (cards.some(({ added }) => added)) {
      reach("studies");
    }
    if (cards.some(({ reviews }) => reviews.length > 0)) {
      reach("reviewed");
    }
  }

  const { tabGroups } = vscode.window;
  reachByTabs(tabGroups.all.flatMap(({ tabs }) => tabs));
  return vscode.Disposable.from(
    tabGroups.onDidChangeTabs(({ opened }) => reachByTabs(opened)),
    study.onDidChange(() => void reachByStudy()),
  );
}
