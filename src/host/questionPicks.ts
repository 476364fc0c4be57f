import * as vscode from "vscode";
import { type Entry, type Filter, noFilter } from "../core/library";
import type { Level } from "../core/question";
import { demoCards } from "../demos/cards";
import type { LiveLibrary } from "./liveLibrary";
import type { QuestionTree } from "./questionTree";

/** Asks which question; searches numbers, titles and sections. */
export async function pickQuestion(library: LiveLibrary): Promise<string | undefined> {
  const toItem = (entry: Entry) => ({
    label: `${entry.id} ${entry.title}`,
    description: [entry.level, entry.demos.length > 0 ? "$(beaker) demo" : ""].filter((fact) => fact).join(" · "),
    detail: entry.parent?.title ?? entry.section.title,
    id: entry.id,
  });
  const items = library.get().then(({ entries }) => entries.map(toItem));
  const options = {
    title: "Go to Question",
    placeHolder: "Number or words",
    matchOnDescription: true,
    matchOnDetail: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.id;
}

/** Asks which demo. */
export async function pickDemo(ids: readonly string[] = demoCards.map(({ id }) => id)): Promise<string | undefined> {
  const items = demoCards
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title, claim, questions }) => ({ label: title, description: questions.join(", "), detail: claim, id }));
  return (await vscode.window.showQuickPick(items, { title: "Run Demo", placeHolder: "A claim to measure" }))?.id;
}

/** A question other than the one that is open, any of them as likely as any other. */
export async function drawQuestion(library: LiveLibrary, except: string | undefined): Promise<string | undefined> {
  const drawable = (await library.get()).entries.filter(({ id, parts }) => id !== except && parts.length === 0);
  return drawable[Math.floor(Math.random() * drawable.length)]?.id;
}

type Toggle = vscode.QuickPickItem & { level?: Level; flag?: "withDemo" | "unanswered" };
const toggles: Toggle[] = [
  { label: "Easy", level: "easy" },
  { label: "Medium", level: "medium" },
  { label: "Hard", level: "hard" },
  { label: "With a demo", flag: "withDemo" },
  { label: "Without an answer", flag: "unanswered" },
];

/** Lets the learner narrow the tree: words in the box, ticks below it, the tree following as they are set. */
export function pickFilter(tree: QuestionTree): void {
  const before = tree.filter();
  const pick = vscode.window.createQuickPick<Toggle>();
  pick.title = "Filter Questions";
  pick.placeholder = "Words to find in questions and answers; tick what to show";
  pick.canSelectMany = true;
  // The words narrow the tree, not this list.
  pick.items = toggles.map((toggle) => ({ ...toggle, alwaysShow: true }));
  pick.value = before.text;
  pick.selectedItems = pick.items.filter(
    ({ level, flag }) => (level && before.levels.includes(level)) || (flag && before[flag]),
  );
  const apply = () => tree.setFilter(readFilter(pick));
  let isAccepted = false;
  pick.onDidChangeValue(apply);
  pick.onDidChangeSelection(apply);
  pick.onDidAccept(() => {
    isAccepted = true;
    pick.hide();
  });
  pick.onDidHide(() => {
    if (!isAccepted) {
      tree.setFilter(before);
    }
    pick.dispose();
  });
  pick.show();
}

function readFilter(pick: vscode.QuickPick<Toggle>): Filter {
  const flags = pick.selectedItems.map(({ flag }) => flag);
  return {
    ...noFilter,
    text: pick.value,
    levels: pick.selectedItems.flatMap(({ level }) => level ?? []),
    withDemo: flags.includes("withDemo"),
    unanswered: flags.includes("unanswered"),
  };
}
