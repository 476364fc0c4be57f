import * as vscode from "vscode";
import { nameSection } from "../core/library";
import { findQuestionOfTheDay } from "../core/study/questionOfTheDay";
import type { LiveLibrary } from "./liveLibrary";
import { type Node, questionsOf } from "./questionItems";
import type { Study } from "./study";

/** Puts the questions of a row among those that are asked; without a row, those of a section that is picked, or all. */
export async function addToStudy(study: Study, library: LiveLibrary, node?: Node): Promise<void> {
  const questions = node ? questionsOf(node) : await pickQuestions(library);
  const { progress } = await study.now();
  const fresh = questions.filter((question) => !progress.cards.get(question)?.added);
  if (fresh.length > 0) {
    await study.record(...fresh.map((question) => ({ type: "add", question }) as const));
  }
}

/** Records the same of every question of a row that is studied. */
export async function recordFor(study: Study, node: Node | undefined, type: "remove" | "suspend" | "resume") {
  const { progress } = await study.now();
  const studied = (node ? questionsOf(node) : []).filter((question) => progress.cards.get(question)?.added);
  if (studied.length > 0) {
    await study.record(...studied.map((question) => ({ type, question })));
  }
}

/** The question of the day. */
export async function findQuestionForToday(study: Study): Promise<string | undefined> {
  const [{ events }, { order, model, plan, today }] = await Promise.all([study.log(), study.now()]);
  return findQuestionOfTheDay(events, order, model, plan, today);
}

async function pickQuestions(library: LiveLibrary): Promise<string[]> {
  const { chapters } = await library.get();
  const rows: { label: string; node: Node }[] = chapters.flatMap((chapter) => [
    { label: `All of ${chapter.title}`, node: { kind: "chapter", chapter } },
    ...chapter.sections.map((section) => ({
      label: nameSection(section),
      node: { kind: "section", chapter, section } as const,
    })),
  ]);
  const items = rows.map((row) => ({ ...row, description: `${questionsOf(row.node).length} questions` }));
  const picked = await vscode.window.showQuickPick(items, { title: "Add Questions to Study" });
  return picked ? questionsOf(picked.node) : [];
}
