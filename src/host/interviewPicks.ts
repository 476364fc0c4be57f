import * as vscode from "vscode";
import { canBeAsked, type Entry, type LibrarySection, nameSection } from "../core/library";
import type { Level } from "../core/question";
import type { InterviewChoice } from "../core/study/interview";
import { sayMinutes } from "../core/study/interview/clock";
import { type Candidate, drawQuestions, weigh } from "../core/study/interview/draw";
import { findStanding } from "../core/study/standing";
import type { LiveLibrary } from "./liveLibrary";
import type { Study } from "./study";

/** What a mock interview is to be, and the questions that were drawn for it. */
export interface PickedInterview {
  choice: InterviewChoice;
  drawn: ReturnType<typeof drawQuestions>;
}

/** A question that can be asked, in its section. */
interface Asked extends Candidate {
  section: LibrarySection;
}

/**
 * Asks how long the interview is to be, of which level and section. `unfinished` says how far the last one had come: then
 * the learner can go on with it.
 */
export async function pickInterview(
  library: LiveLibrary,
  study: Study,
  unfinished: string | undefined,
): Promise<PickedInterview | "goOn" | undefined> {
  const all = await findCandidates(library, study);
  if (all.length === 0) {
    void vscode.window.showInformationMessage("ML Interview: there is no question with an answer to ask.");
    return undefined;
  }
  const minutes = await pick<number | "goOn">("How long? (1/3)", [
    ...(unfinished
      ? [{ label: "Go On with the Last Interview", description: unfinished, value: "goOn" as const }]
      : []),
    ...[15, 30, 45].map((count) => ({ label: sayMinutes(count), value: count })),
  ]);
  if (minutes === undefined || minutes.value === "goOn") {
    return minutes && "goOn";
  }
  const levels: { label: string; level?: Level }[] = [
    { label: "Mixed" },
    { label: "Easy", level: "easy" },
    { label: "Medium", level: "medium" },
    { label: "Hard", level: "hard" },
  ];
  const level = await pick(
    "How hard? (2/3)",
    describeCounts(
      levels.map((one) => [one.label, one, all.filter((asked) => !one.level || asked.level === one.level)]),
    ),
  );
  if (!level) {
    return undefined;
  }
  const sections = [...new Set(level.among.map(({ section }) => section))];
  const section = await pick(
    "Which section? (3/3)",
    describeCounts<LibrarySection | undefined>([
      ["Any section", undefined, level.among],
      ...sections.map(
        (one): Counted<LibrarySection> => [nameSection(one), one, level.among.filter((asked) => asked.section === one)],
      ),
    ]),
  );
  if (!section) {
    return undefined;
  }
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return {
    choice: {
      minutes: minutes.value,
      ...(level.value.level && { level: level.value.level }),
      ...(section.value && { section: nameSection(section.value) }),
    },
    drawn: drawQuestions(section.among, minutes.value, seed),
  };
}

/** A label, what it stands for, and the questions that are left with it. */
type Counted<T> = [label: string, value: T, among: Asked[]];

/** Rows that say how many questions there are, without those that have none. */
const describeCounts = <T>(rows: Counted<T>[]) =>
  rows
    .filter(({ 2: among }) => among.length > 0)
    .map(([label, value, among]) => {
      return { label, value, among, description: among.length === 1 ? "1 question" : `${among.length} questions` };
    });

const pick = <T, Item extends vscode.QuickPickItem & { value: T } = vscode.QuickPickItem & { value: T }>(
  placeHolder: string,
  items: Item[],
) => vscode.window.showQuickPick(items, { title: "Start Mock Interview", placeHolder });

/** Every question with an answer: a question with parts by its parts, which have the answers, the grades and the levels. */
async function findCandidates(library: LiveLibrary, study: Study): Promise<Asked[]> {
  const [{ entries }, { progress, model, plan, today }] = await Promise.all([library.get(), study.now()]);
  const toCandidate = ({ id, level, parent, section }: Entry): Asked[] => {
    const card = progress.cards.get(id);
    const weight = weigh(findStanding(card, model, plan, today), card?.reviews.at(-1)?.event.grade);
    return weight === undefined
      ? []
      : [{ question: id, stem: parent?.id ?? id, weight, section, ...(level && { level }) }];
  };
  return entries.filter(canBeAsked).flatMap(toCandidate);
}
