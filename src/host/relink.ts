import * as vscode from "vscode";
import { nameSection } from "../core/library";
import { findLost, suggestPlaces } from "../core/study/relink";
import type { LiveLibrary } from "./liveLibrary";
import type { Study } from "./study";

/** Asks which question that is in no file any more is now where, and gives that one its history. */
export async function relinkQuestion(study: Study, library: LiveLibrary): Promise<void> {
  const [{ progress }, all] = await Promise.all([study.now(), library.get()]);
  const lost = findLost(progress, all);
  if (lost.length === 0) {
    void vscode.window.showInformationMessage("ML Interview: every question that you studied is still where it was.");
    return;
  }
  const from = await vscode.window.showQuickPick(
    lost.map(({ id, reviews, last }) => ({
      label: id,
      description: reviews === 1 ? "1 review" : `${reviews} reviews`,
      ...(last !== undefined && { detail: `Last reviewed on ${new Date(last).toLocaleDateString()}` }),
      id,
    })),
    {
      title: "Relink a Question That Moved (1/2)",
      placeHolder: "The question that is gone, or has parts now, as it was called",
    },
  );
  if (!from) {
    return;
  }
  const to = await vscode.window.showQuickPick(
    suggestPlaces(from.id, all, progress).map(({ id, title, section }) => ({
      label: `${id} ${title}`,
      description: progress.cards.get(id)?.reviews.length ? "has reviews of its own" : "",
      detail: nameSection(section),
      id,
    })),
    {
      title: "Relink a Question That Moved (2/2)",
      placeHolder: "Where it is now, the most alike first; it gets the reviews",
      matchOnDetail: true,
    },
  );
  if (to) {
    await study.record({ type: "relink", question: from.id, to: to.id });
    await offerUndo(study);
  }
}

async function offerUndo(study: Study): Promise<void> {
  const undo = "Undo";
  const { progress } = await study.now();
  const made = progress.undoable.filter(({ type }) => type === "relink").at(-1);
  const chosen = await vscode.window.showInformationMessage("ML Interview: the question has its reviews again.", undo);
  if (chosen === undo) {
    await study.undo(({ id }) => id === made?.id);
  }
}
