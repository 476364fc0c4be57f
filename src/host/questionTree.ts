import * as vscode from "vscode";
import { type Filter, isFiltering, noFilter, passes } from "../core/library";
import { isStudying } from "../core/study/progress";
import { findStanding, sayQueue } from "../core/study/standing";
import type { LiveLibrary } from "./liveLibrary";
import {
  childrenOf,
  decorateLevel,
  describeQuestion,
  type Node,
  parentOf,
  standsApart,
  toTreeItem,
} from "./questionItems";
import type { Study } from "./study";

/** The view of chapters, sections, questions and parts. */
export interface QuestionTree extends vscode.Disposable {
  filter(): Filter;
  setFilter(filter: Filter): void;
  /** Selects the row of a question, where the tree is in sight. */
  reveal(id: string): Promise<void>;
}

export function createQuestionTree(library: LiveLibrary, study: Study): QuestionTree {
  const changed = new vscode.EventEmitter<void>();
  let standingOf = standsApart;
  let filter = noFilter;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => toTreeItem(node, filter, standingOf),
    getChildren: async (node) => {
      if (!node) {
        await takeStanding();
      }
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

  /** Rows and badge say the same. Where nothing is studied, no question is read for it. */
  async function takeStanding(): Promise<void> {
    if (!isStudying(await study.progress())) {
      standingOf = standsApart;
      view.badge = undefined;
      return;
    }
    const { progress, model, plan, today, queue } = await study.now();
    standingOf = (id) => findStanding(progress.cards.get(id), model, plan, today);
    const [due, fresh] = [queue.due.length, queue.fresh.length];
    const shown = vscode.workspace.getConfiguration("mlInterview.study").get("badge", true);
    view.badge = shown && due + fresh > 0 ? { value: due + fresh, tooltip: sayQueue(due, fresh) } : undefined;
  }

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
    const [problem, ...others] = library.problems();
    const more = others.length > 0 ? `And ${others.length} more: see the output channel ML Interview.` : "";
    const counted = isFiltering(filter) ? `Showing ${shown} of ${entries.length} questions.` : "";
    const lines = isFiltering(filter) && shown === 0 ? [] : [counted, problem, more].filter((line) => line);
    view.message = lines.join(" ");
    void vscode.commands.executeCommand("setContext", "mlInterview.loaded", true);
  }

  const refresh = () => changed.fire();
  const subscriptions = [
    view,
    changed,
    study.onDidChange(() => {
      // Rows are asked for only where they are in sight, the badge is seen from everywhere.
      void takeStanding();
      refresh();
    }),
    vscode.window.registerFileDecorationProvider({ provideFileDecoration: decorateLevel }),
  ];

  return {
    filter: () => filter,
    setFilter: (next) => {
      filter = next;
      view.description = isFiltering(filter) ? "filtered" : "";
      void vscode.commands.executeCommand("setContext", "mlInterview.filtered", isFiltering(filter));
      refresh();
      clearTimeout(soon);
      if (isFiltering(filter)) {
        soon = setTimeout(() => void expandSections(filter), 150);
      }
    },
    reveal: async (id) => {
      const entry = (await library.get()).find(id);
      if (entry && view.visible) {
        const { chapter, section } = entry;
        await revealQuietly({ kind: "question", chapter, section, entry }, { select: true, focus: false });
      }
    },
    dispose: () => {
      clearTimeout(soon);
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };

  /** What passes a filter is no use in a section that is closed. */
  async function expandSections(wanted: Filter): Promise<void> {
    for (const section of (await roots()).flatMap((chapter) => childrenOf(chapter, wanted))) {
      if (!view.visible || wanted !== filter) {
        return;
      }
      await revealQuietly(section, { select: false, focus: false, expand: true });
    }
  }

  /** The tree may have changed meanwhile, or a filter hide the row: then there is nothing to show. */
  async function revealQuietly(node: Node, options: Parameters<typeof view.reveal>[1]): Promise<void> {
    try {
      await view.reveal(node, options);
    } catch {}
  }
}
