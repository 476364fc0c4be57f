import * as vscode from "vscode";
import { takeOverview } from "../core/study/overview";
import type { FromStatistics } from "../protocol";
import type { LiveLibrary } from "./liveLibrary";
import { createPage, type Page, webviewOptions } from "./page";
import { findToday, type Study } from "./study";

const viewType = "mlInterview.statistics";

/** The page of the learner's statistics: one at a time. */
export interface StatisticsPage extends vscode.Disposable {
  open(): Promise<void>;
}

/** The page follows the study while it is in sight. */
export function createStatisticsPage(
  extensionUri: vscode.Uri,
  library: LiveLibrary,
  study: Study,
  log: vscode.LogOutputChannel,
): StatisticsPage {
  let page: Page<"study"> | undefined;

  function adopt(panel: vscode.WebviewPanel): void {
    panel.webview.options = webviewOptions(extensionUri);
    panel.onDidChangeViewState(() => void update());
    page = createPage(extensionUri, panel, {
      kind: "study",
      log,
      onMessage: hear,
      onDispose: () => {
        page = undefined;
      },
    });
  }

  async function update(): Promise<void> {
    if (!page?.panel.visible) {
      return;
    }
    const [now, all] = await Promise.all([study.now(), library.get()]);
    const overview = takeOverview(now, all, (at) => findToday(at).start);
    page?.show({ view: "statistics", today: writeDate(now.today.start), ...overview });
  }

  function hear(message: { type: string }): void {
    const asked = message.type as FromStatistics["type"];
    switch (asked) {
      case "startReview":
        void vscode.commands.executeCommand("mlInterview.startReview");
        return;
      case "addQuestions":
        void vscode.commands.executeCommand("mlInterview.addToStudy");
        return;
      case "setInterviewDate":
        void vscode.commands.executeCommand("workbench.action.openSettings", "mlInterview.study.interviewDate");
        return;
      default:
        asked satisfies never;
    }
  }

  const subscriptions = [
    study.onDidChange(() => void update()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => {
        if (page) {
          panel.dispose();
          return;
        }
        adopt(panel);
        await update();
      },
    }),
  ];

  return {
    open: async () => {
      if (page) {
        page.panel.reveal();
      } else {
        const options = { ...webviewOptions(extensionUri), enableFindWidget: true };
        const { Active } = vscode.ViewColumn;
        adopt(vscode.window.createWebviewPanel(viewType, "Study Statistics", Active, options));
      }
      await update();
    },
    dispose: () => vscode.Disposable.from(...subscriptions, ...(page ? [page.panel] : [])).dispose(),
  };
}

/** The day of a moment by the learner's clock: 2027-03-31. */
function writeDate(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
