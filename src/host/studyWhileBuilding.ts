import * as vscode from "vscode";
import type { ReviewPage } from "./reviewPage";
import type { Run, Runs } from "./runs";

/** Offers a question while something takes long, and brings the learner back when it ends. */
export interface StudyWhileBuilding extends vscode.Disposable {
  /** What has run for so long that a question is offered: the oldest. */
  offered(): Run | undefined;
  onDidChange: vscode.Event<void>;
  /** Opens the session; if something is offered, until that ends. */
  start(): Promise<void>;
}

/** What the session's page can do. */
type Session = Pick<ReviewPage, "start" | "say" | "isFree">;

export function createStudyWhileBuilding(
  review: Session,
  runs: Runs,
  clock: () => number = Date.now,
): StudyWhileBuilding {
  const changed = new vscode.EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the learner studies for as long as it takes, and the editor that was in front before. */
  let waitsFor: Run[] = [];
  let goBack: (() => Thenable<unknown>) | undefined;

  function listLong(): Run[] {
    const seconds = vscode.workspace.getConfiguration("mlInterview.study").get("offerAfterSeconds", 20);
    return seconds > 0 ? runs.all().filter(({ since }) => clock() - since >= 1000 * seconds) : [];
  }

  /** Tells of the next offer when it is time; the clock of a timer may be a little ahead. */
  function schedule(): void {
    clearTimeout(timer);
    const seconds = vscode.workspace.getConfiguration("mlInterview.study").get("offerAfterSeconds", 20);
    const waits = runs.all().flatMap(({ since }) => {
      const left = since + 1000 * seconds - clock();
      return left > 0 ? [left] : [];
    });
    if (seconds > 0 && waits.length > 0) {
      timer = setTimeout(schedule, Math.min(...waits) + 5);
    }
    changed.fire();
  }

  async function end({ run, how }: { run: Run; how: string }): Promise<void> {
    if (!waitsFor.includes(run)) {
      return;
    }
    waitsFor = waitsFor.filter((other) => other !== run);
    const isFree = review.isFree();
    review.say(how);
    if (waitsFor.length > 0) {
      return;
    }
    const back = goBack;
    goBack = undefined;
    if (isFree) {
      await back?.();
    }
  }

  const subscriptions = [
    changed,
    runs.onDidChange(schedule),
    runs.onDidEnd((event) => void end(event)),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("mlInterview.study.offerAfterSeconds") && schedule(),
    ),
  ];
  return {
    offered: () => listLong()[0],
    onDidChange: changed.event,
    start: async () => {
      const long = listLong();
      if (long.length > 0) {
        // Of several runs at once the editor of the first is where the learner was.
        goBack = rememberEditor() ?? (waitsFor.length > 0 ? goBack : undefined);
        waitsFor = [...new Set([...waitsFor, ...long])];
      }
      await review.start();
    },
    dispose: () => {
      clearTimeout(timer);
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/** What leads back to the editor in front, if it is not closed meanwhile; without an editor there is nothing. */
function rememberEditor(): (() => Thenable<unknown>) | undefined {
  const { activeNotebookEditor, activeTextEditor } = vscode.window;
  if (activeNotebookEditor) {
    const { notebook, viewColumn } = activeNotebookEditor;
    const options = viewColumn === undefined ? {} : { viewColumn };
    return async () => !notebook.isClosed && vscode.window.showNotebookDocument(notebook, options);
  }
  if (activeTextEditor) {
    const { document, viewColumn } = activeTextEditor;
    return async () => !document.isClosed && vscode.window.showTextDocument(document, viewColumn);
  }
  return undefined;
}
