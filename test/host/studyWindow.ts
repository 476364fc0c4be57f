import * as vscode from "vscode";
import { demoCards } from "../../src/demos/cards";
import { createDueItem } from "../../src/host/dueItem";
import { createGuesses, type Guesses } from "../../src/host/guesses";
import { createLiveLibrary, type LiveLibrary } from "../../src/host/liveLibrary";
import type { Node } from "../../src/host/questionItems";
import { createQuestionTree } from "../../src/host/questionTree";
import { createReviewPage, type ReviewPage } from "../../src/host/reviewPage";
import { createRuns } from "../../src/host/runs";
import { createStudy, type Study } from "../../src/host/study";
import { createStudyWhileBuilding } from "../../src/host/studyWhileBuilding";
import type { FromReview, ReviewState } from "../../src/protocol";
import { createPanel } from "./fakePanel";
import { createState } from "./fakeState";
import { replaceInWindow } from "./replaceIn";
import { extensionUri } from "./sample";

/** All that shows a learner's study: tree, badge, status bar and the page of a review session. */
export interface StudyWindow {
  study: Study;
  guesses: Guesses;
  review: ReviewPage;
  view: { badge?: vscode.ViewBadge; message?: string };
  statusBar: vscode.StatusBarItem;
  provider: vscode.TreeDataProvider<Node>;
  opened: ReturnType<typeof createPanel<ReviewState, FromReview>>;
  /** Where pages were opened. */
  columns: vscode.ViewColumn[];
  serializer: vscode.WebviewPanelSerializer;
  /** What the tree's row of a question says of its study: in words and by its icon. */
  standing(id: string): Promise<(string | undefined)[]>;
  close(): void;
}

/** Opens these parts on the log in a folder; VS Code shows none of them, and says what a test says. */
export function openStudyWindow(
  storage: vscode.Uri,
  log: vscode.LogOutputChannel,
  library: LiveLibrary = createLiveLibrary(extensionUri, demoCards, log),
): StudyWindow {
  const opened = createPanel<ReviewState, FromReview>();
  const view: StudyWindow["view"] = {};
  const columns: vscode.ViewColumn[] = [];
  const made: { provider?: StudyWindow["provider"]; statusBar?: vscode.StatusBarItem } = {};
  let serializer: vscode.WebviewPanelSerializer | undefined;
  const { createStatusBarItem } = vscode.window;
  const restore = replaceInWindow({
    createTreeView: (_: string, { treeDataProvider }: vscode.TreeViewOptions<Node>) => {
      made.provider = treeDataProvider;
      return Object.assign(view, { dispose: () => {} });
    },
    createStatusBarItem: (id: string, ...more: [vscode.StatusBarAlignment, number]) => {
      made.statusBar = createStatusBarItem(`test.${id}`, ...more);
      return made.statusBar;
    },
    createWebviewPanel: (_: string, __: string, column: vscode.ViewColumn) => {
      columns.push(column);
      return opened.panel;
    },
    registerFileDecorationProvider: () => ({ dispose: () => {} }),
    registerWebviewPanelSerializer: (_: string, registered: vscode.WebviewPanelSerializer) => {
      serializer = registered;
      return { dispose: () => {} };
    },
  });
  const study = createStudy(storage, library, log);
  const guesses = createGuesses(createState().state);
  const review = createReviewPage(extensionUri, library, study, guesses, () => {}, log);
  const runs = createRuns();
  const building = createStudyWhileBuilding(review, runs);
  const tree = createQuestionTree(library, study);
  const dueItem = createDueItem(study, building);
  const { provider, statusBar } = made;
  if (!provider || !statusBar || !serializer) {
    throw new Error("A part of the study did not register itself.");
  }

  async function findRow(id: string, node?: Node): Promise<vscode.TreeItem | undefined> {
    for (const child of (await provider?.getChildren(node)) ?? []) {
      const item = await provider?.getTreeItem(child);
      const found = item?.id === id ? item : await findRow(id, child);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
  return {
    study,
    guesses,
    review,
    view,
    statusBar,
    provider,
    opened,
    columns,
    serializer,
    standing: async (id) => {
      const { description, iconPath } = (await findRow(id)) ?? {};
      return [String(description), (iconPath as vscode.ThemeIcon | undefined)?.id];
    },
    close: () => {
      vscode.Disposable.from(dueItem, tree, building, runs, review, guesses, study, library).dispose();
      restore();
    },
  };
}
