import type { Demo } from "./demo";
import { l1VsL2 } from "./l1-vs-l2";

/** Every demo: one file, one line. */
export const demos: readonly Demo[] = [l1VsL2];

/** The demo of that id. */
export const findDemo = (id: string): Demo | undefined => demos.find((demo) => demo.id === id);
