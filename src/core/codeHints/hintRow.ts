import type { CodeLanguage } from "./blankCode";

/** Something in code that a question of the chapter is about. Patterns see the code as `blankCode` leaves it. */
export interface HintRow {
  id: string;
  /**
   * What is written, several with spaces between them: a name that is called, alone (`Lasso`) or at the end of a path
   * (`optim.SGD`); an attribute (`.best_score_`); a named argument with any value (`weight_decay=`) or with this one
   * (`penalty="l1"`).
   */
  names: Partial<Record<CodeLanguage, string>>;
  /** What the value of the named argument begins with. */
  value?: RegExp;
  /** What must, or must not, be among the arguments of the call; what stands in brackets within them is left out. */
  with?: RegExp;
  without?: RegExp;
  /** The call is one of a method of an object that one of these made. */
  of?: string;
  /** What must, or must not, stand before the place or after it, in the same function or at the top level. */
  before?: RegExp;
  notBefore?: RegExp;
  after?: RegExp;
  /** What is to be known about it: one sentence. */
  sentence: string;
  question: string;
  demo?: string;
}
