import { demos } from ".";
import type { Demo } from "./demo";

/** What a demo is called, and where it belongs: all that those need who only lead to it. */
export type DemoCard = Pick<Demo, "id" | "title" | "claim" | "questions" | "prediction">;

/**
 * The cards of all demos. The build writes them out as they are, so that what leads to demos does not carry what they
 * compute.
 */
export const demoCards: readonly DemoCard[] = demos.map(({ id, title, claim, questions, prediction }) => ({
  id,
  title,
  claim,
  questions,
  prediction,
}));

/** The card of that demo. */
export const findCard = (id: string): DemoCard | undefined => demoCards.find((card) => card.id === id);
