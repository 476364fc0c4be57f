import * as vscode from "vscode";
import { type Filter, isFiltering, noFilter, passes } from "../core/library";
import type { LiveLibrary } from "./liveLibrary";
import { childrenOf, decorateLevel, describeQuestion, type Node, parentOf, toTreeItem } from "./questionItems";

/** The view of chapters, sections, questions and parts. */
export interface QuestionTree extends vscode.Disposable {
  filter(): Filter;
  setFilter(filter: Filter): void;
}

export function createQuestionTree(library: LiveLibrary): QuestionTree {
  const changed = new vscode.EventEmitter<void>();
  let filter = noFilter;

  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => toTreeItem(node, filter),
    getChildren: async (node) => {
      const children = node ? childrenOf(node, filter) : await roots();
      if (!node) {
        await describeView();
      }
      return children;
    },
    getParent: (node) => parentOf(node),
    resolveTreeItem: (item, node) => {
      item.tooltip = node.kind === "question" ? describeQuestion(node.entry) : undefined;
      return item;
    },
  };
  const view = vscode.window.createTreeView("mlInterview.questions", {
    treeDataProvider: provider,
    showCollapseAll: true,
  });

  async function roots(): Promise<Node[]> {
    const { chapters } = await library.get();
    return chapters
      .map((chapter): Node => ({ kind: "chapter", chapter }))
      .filter((node) => childrenOf(node, filter).length > 0);
  }

  /** The line above the tree: what is hidden, and what could not be read. Absent over an empty tree, whose welcome text would go. */
  async function describeView(): Promise<void> {
    const entries = (await library.get()).entries.filter(({ parent }) => !parent);
    const shown = entries.filter((entry) => passes(entry, filter)).length;
    const lines = [...library.problems()];
    if (isFiltering(filter) && shown > 0) {
      lines.unshift(`Showing ${shown} of ${entries.length} questions.`);
    }
    view.message = lines.join(" ");
    void vscode.commands.executeCommand("setContext", "mlInterview.loaded", true);
  }

  const refresh = () => changed.fire();
  const subscriptions = [
    view,
    changed,
    library.onDidChange(refresh),
    vscode.window.registerFileDecorationProvider({ provideFileDecoration: decorateLevel }),
  ];

  return {
    filter: () => filter,
    setFilter: (next) => {
      filter = next;
      view.description = isFiltering(filter) ? "filtered" : "";
      void vscode.commands.executeCommand("setContext", "mlInterview.filtered", isFiltering(filter));
      refresh();
      if (isFiltering(filter)) {
        void expandSections();
      }
    },
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };

  /** What passes a filter is no use in a section that is closed. */
  async function expandSections(): Promise<void> {
    if (!view.visible) {
      return;
    }
    for (const section of (await roots()).flatMap((chapter) => childrenOf(chapter, filter))) {
      await view.reveal(section, { select: false, focus: false, expand: true });
    }
  }
}
