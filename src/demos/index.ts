import { candidateSampling } from "./candidate-sampling";
import type { Demo } from "./demo";
import { deployingLargeModels } from "./deploying-large-models";
import { drift } from "./drift";
import { ensembling } from "./ensembling";
import { highDimensionalSampling } from "./high-dimensional-sampling";
import { hyperparameterSearch } from "./hyperparameter-search";
import { l1VsL2 } from "./l1-vs-l2";
import { mcmc } from "./mcmc";
import { parametricVsNonparametric } from "./parametric-vs-nonparametric";
import { universalApproximation } from "./universal-approximation";
import { wideVsDeep } from "./wide-vs-deep";
import { withAndWithoutReplacement } from "./with-and-without-replacement";

/** Every demo: one file, one line. */
export const demos: readonly Demo[] = [
  wideVsDeep,
  universalApproximation,
  hyperparameterSearch,
  parametricVsNonparametric,
  ensembling,
  l1VsL2,
  deployingLargeModels,
  drift,
  withAndWithoutReplacement,
  mcmc,
  highDimensionalSampling,
  candidateSampling,
];

/** The demo of that id. */
export const findDemo = (id: string): Demo | undefined => demos.find((demo) => demo.id === id);
