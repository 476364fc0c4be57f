import { basicsRows } from "./basicsRows";
import { evaluationRows } from "./evaluationRows";
import type { HintRow } from "./hintRow";
import { samplingRows } from "./samplingRows";

/** All that hints are given on. Where two rows name the same, the first that holds is the one. */
export const hintTable: readonly HintRow[] = [...basicsRows, ...samplingRows, ...evaluationRows];
