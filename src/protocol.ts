import type { Level } from "./core/question";
import type { Grade } from "./core/study/event";
import type { Interview } from "./core/study/interview";
import type { Point } from "./core/study/interview/checkList";
import type { Times } from "./core/study/interview/clock";
import type { Overview } from "./core/study/overview";
import type { Session } from "./core/study/session";

/** One question or part, as the answer page shows it. All texts are Markdown. */
export interface AnswerItem {
  id: string;
  number: string;
  level?: Level;
  text: string;
  hint: string;
  answers: {
    /** Whose it is: "ML Interview Lab", or the name of the user's file. */
    source: string;
    /** The file, as the page names it when one of its links is followed. */
    uri: string;
    markdown: string;
    /** Where relative images are: a URI that the page may load from, ending in a slash; empty for the bundled chapter. */
    base: string;
  }[];
}

/** How the texts of notes look, beyond what they say. */
export interface Looks {
  /** TeX macros of the user: the setting `markdown.math.macros`. */
  macros: Record<string, string>;
  /** The settings `markdown.preview.*`. */
  font: { family: string; size: number; lineHeight: number };
}

/** How a page looks on which keys press buttons. */
export interface StudyLooks extends Looks {
  /** Whether a letter or a digit alone is such a key: the setting `mlInterview.study.singleKeys`. */
  singleKeys: boolean;
}

/** All that the answer page shows. */
export interface AnswerState extends Looks {
  id: string;
  chapter: string;
  section: { id: string; title: string };
  /** What stands before the first question: the text of the chapter and of the section. */
  intro: string;
  /** The question that the only item is a part of. */
  lead?: { id: string; number: string; text: string };
  /** The question, then its parts if it has any; or a single part. */
  items: AnswerItem[];
  demos: { id: string; title: string }[];
  previous?: { id: string; title: string };
  next?: { id: string; title: string };
  canGoBack: boolean;
  canGoForward: boolean;
}

/** Where a demo computes: the setting `mlInterview.demos.backend`. */
export type BackendChoice = "auto" | "webgl" | "wasm" | "cpu";

/** What the demo page saves: the picture, its numbers, the result. */
export type SaveFormat = "png" | "csv" | "json";

/** All that the demo page is told; what it computes is its own. */
export interface DemoState {
  id: string;
  /** From a link: values of the demo's controls by name, still to be checked against them. */
  params: Record<string, string>;
  /** When the link was followed (ms since 1970): a page takes the same `params` once, and not again when it reloads. */
  opened: number;
  backend: BackendChoice;
  questions: { id: string; title: string }[];
  /** `vscode://publisher.name`: what links to this demo begin with. */
  linkBase: string;
}

/** All that a review session shows. */
export interface ReviewState extends StudyLooks {
  view: "review";
  /** What the page keeps for the host, which finds it again after the window was reloaded. */
  session: Session;
  /** Questions that are left, by what they are, and how many were answered. */
  left: { due: number; fresh: number; practice: number };
  done: number;
  canUndo: boolean;
  /** What the last thing that was done came to, in a sentence. */
  said: string;
  scene: ReviewQuestion | ReviewEnd;
}

/** A question of a session, as far as it is revealed. */
export interface ReviewQuestion {
  kind: "question";
  /** Practice is of what was failed in this session: it changes nothing. */
  is: "due" | "new" | "practice";
  section: string;
  /** The question that this one is a part of. */
  lead?: string;
  /** Its hint and the texts of its answers are empty until they are revealed. */
  item: AnswerItem;
  step: Session["step"];
  /** There is a hint that is not revealed. */
  hasHint: boolean;
  canSkip: boolean;
  /** From here on with the answer. How likely it was to be recalled, in percent; none for a new one. */
  recall?: number;
  demos: { id: string; title: string }[];
  /** Empty where nothing is graded. */
  choices: { grade: Grade; interval: string }[];
  suggestion?: { grade: Grade; why: string };
}

/** What a session shows when nothing is left. */
export interface ReviewEnd {
  kind: "end";
  /** Absent where nothing was done. */
  summary?: { grades: Record<Grade, number>; minutes: string; recall: string };
  /** When something is due again, or what is to be done before anything can be. */
  next: string;
  /** Whether any question is studied. */
  studies: boolean;
  hasStatistics: boolean;
}

/** What a review session says. `id` is the question that it is about: it counts only while that one is shown. */
export type FromReview =
  | { type: "reveal"; id: string; step: "hint" | "answer" }
  | { type: "grade"; id: string; grade: Grade }
  /** To tomorrow, until it is resumed, or to the end of this session. */
  | { type: "putOff"; id: string; how: "bury" | "suspend" | "skip" }
  /** A question that was practised once more is done with. */
  | { type: "practised"; id: string }
  | { type: "undo" }
  /** There is something in the field for the learner's own answer, or nothing any more. */
  | { type: "writing"; isWriting: boolean }
  | { type: "addQuestions" }
  | { type: "showStatistics" };

/** All that the page of statistics shows. */
export interface StatisticsState extends Overview {
  view: "statistics";
  /** The learner's day, such as 2027-03-31: all other days are counted from it. */
  today: string;
}

/** What the page of statistics says. */
export type FromStatistics = { type: "startReview" } | { type: "addQuestions" } | { type: "setInterviewDate" };

/** All that a mock interview shows. */
export interface InterviewState extends StudyLooks {
  view: "interview";
  /** What the page keeps for the host, which finds it again after the window was reloaded. */
  interview: Interview;
  /** As they are when the state is sent; where the clock runs, the page counts on from there. */
  times: Times & { runs: boolean };
  /** What the last thing that was done came to, in a sentence. */
  said: string;
  scene: InterviewQuestion | InterviewBreak | InterviewEnd;
}

/** A question of an interview: asked, then compared with its answer. */
export interface InterviewQuestion {
  kind: "question";
  /** From 1 on, of so many. */
  number: number;
  count: number;
  section: string;
  /** The question that this one is a part of. */
  lead?: string;
  /** Without its hint; the texts of its answers are empty until they are revealed. */
  item: AnswerItem;
  step: "asked" | "revealed";
  /** How long an answer may take. */
  minutes: number;
  isPaused: boolean;
  isAloud: boolean;
  canUndo: boolean;
  /** What was typed, and what it is compared with: from here on with the answer. */
  typed: string;
  points: Point[];
  ticked: number[];
  choices: { grade: Grade; interval: string }[];
  suggestion?: { grade: Grade; why: string };
  /** Its first grade adds it to what is studied. */
  isApart: boolean;
}

/** An interview that a reload of the window interrupted: it is the learner's to go on with. */
export interface InterviewBreak {
  kind: "break";
  /** How far it had come. */
  soFar: string;
}

/** What an interview came to. */
export interface InterviewEnd {
  kind: "end";
  facts: [name: string, value: string][];
  results: { item: AnswerItem; said: string; isWeak: boolean }[];
  /** What is said where none of them is weak. */
  nothingWeak: string;
  /** Some questions are still open. */
  canGoOn: boolean;
  canUndo: boolean;
}

/** What a mock interview says. `id` is the question that it is about: it counts only while that one is shown. */
export type FromInterview =
  | { type: "reveal"; id: string; typed: string }
  | { type: "answerAloud"; id: string; isAloud: boolean }
  | { type: "tick"; id: string; point: number; isTicked: boolean }
  | { type: "grade"; id: string; grade: Grade }
  /** To the next question: skips one that is not revealed, and leaves one that is without a grade. */
  | { type: "moveOn"; id: string; typed: string }
  | { type: "pause"; isPaused: boolean }
  | { type: "undo" }
  | { type: "end"; typed?: string }
  /** With what was interrupted, or ended before all was asked. */
  | { type: "goOn" }
  | { type: "startAnother" }
  | { type: "openReport" }
  | { type: "copyReport" };

/** All that a page of the kind `study` shows: one of its views. */
export type StudyState = InterviewState | ReviewState | StatisticsState;

/** What each page is sent (`to`: its whole state) and what it says (`from`). */
export interface Pages {
  answer: {
    to: AnswerState;
    from:
      | { type: "follow"; href: string; uri: string }
      | { type: "navigate"; to: "previous" | "next" | "back" | "forward" };
  };
  demo: {
    to: DemoState;
    from:
      | { type: "follow"; href: string }
      | { type: "copy"; text: string }
      /** Into a file that the learner chooses. `name` is without ending; the bytes of a picture are in base64. */
      | { type: "save"; format: SaveFormat; name: string; contents: string }
      /** A run came to its end; one that followed a guess with what was guessed and what was measured. */
      | { type: "finished"; id: string; guessed?: number; measured?: number; standardError?: number }
      /** To the end of the learner's own answer to a question of the demo. */
      | { type: "addToAnswer"; markdown: string };
  };
  study: {
    to: StudyState;
    from: { type: "follow"; href: string; uri: string } | FromInterview | FromReview | FromStatistics;
  };
}
export type PageKind = keyof Pages;

/** What every page says: that it loaded, or that it failed. */
export type FromAnyPage = { type: "ready" } | { type: "error"; message: string };
