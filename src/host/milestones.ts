import * as vscode from "vscode";
import { isStudying } from "../core/study/progress";
import type { Study } from "./study";

/** How far a learner has come, as context keys `mlInterview.*`. */
type Milestone = "opened" | "measured" | "studies" | "reviewed" | "prepares";

/**
 * Tells VS Code how far the learner has come, by whichever way: steps of the walkthrough complete by it. `onDidMeasure` is
 * told of each run of a demo that came to its end.
 */
export function createMilestones(study: Study, onDidMeasure: vscode.Event<void>): vscode.Disposable {
  const reached = new Set<Milestone>();

  function reach(milestone: Milestone): void {
    if (!reached.has(milestone)) {
      reached.add(milestone);
      tell(milestone);
    }
  }

  /**
   * A step completes as its key becomes true, but never where it was so before VS Code reads the steps, which may be as
   * late as when they are opened: so it is true for a moment only.
   */
  function tell(milestone: Milestone): void {
    for (const value of [true, undefined]) {
      void vscode.commands.executeCommand("setContext", `mlInterview.${milestone}`, value);
    }
  }

  function reachByTabs(tabs: readonly vscode.Tab[]): void {
    // VS Code puts something of its own before the view type.
    if (
      tabs.some(({ input }) => input instanceof vscode.TabInputWebview && /\bmlInterview\.answer$/.test(input.viewType))
    ) {
      reach("opened");
    }
    // Of no kind that extensions know: it may be the walkthrough.
    if (tabs.some(({ input }) => input === undefined)) {
      reached.forEach(tell);
    }
  }

  /** With notes or a date that were there before: an event of their change would come too late for these. */
  function reachBySettings(): void {
    const settings = vscode.workspace.getConfiguration("mlInterview");
    if (settings.get<string[]>("notes", []).length > 0 || settings.get("study.interviewDate", "") !== "") {
      reach("prepares");
    }
  }

  async function reachByStudy(): Promise<void> {
    if (reached.has("studies") && reached.has("reviewed")) {
      return;
    }
    const progress = await study.progress();
    if (isStudying(progress)) {
      reach("studies");
    }
    if ([...progress.cards.values()].some(({ reviews }) => reviews.length > 0)) {
      reach("reviewed");
    }
  }

  const { tabGroups } = vscode.window;
  reachByTabs(tabGroups.all.flatMap(({ tabs }) => tabs));
  reachBySettings();
  return vscode.Disposable.from(
    tabGroups.onDidChangeTabs(({ opened }) => reachByTabs(opened)),
    onDidMeasure(() => reach("measured")),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("mlInterview") && reachBySettings(),
    ),
    study.onDidChange(() => void reachByStudy()),
  );
}
