import type { HintRow } from "./hintRow";

/** A split of rows at random, in Python and in R. */
const split = /\b(train_test_split|createDataPartition|initial_split)\s*\(/;
const splitNames = { python: "train_test_split", r: "createDataPartition initial_split" };

/** Signs that rows have a time. */
const time =
  /"(?!birth)(\w+_)?(date|time|datetime|timestamp)"|"\w+_at"|\bparse_dates\s*=|\b(to_datetime|date_range|DatetimeIndex|as\.Date|as\.POSIXct|as_datetime|ymd|ymd_hms)\s*\(/i;

const withoutReplacement =
  "Without replacement no item comes twice, and the variance of the mean is smaller by the factor (N − n)/(N − 1).";
const withReplacement =
  "With replacement the draws are independent, and n of them from n items hold 63.2 % of the items on average, if n is large.";

const oversampledBeforeSplit =
  "What is oversampled before the split lies on both sides of it, and the test measures memory: split first.";

/** What section 7.2 is about. */
export const samplingRows: readonly HintRow[] = [
  {
    id: "combinations",
    names: { python: "math.comb special.comb itertools.combinations", r: "choose combn" },
    sentence: "Where order does not count, k of n things can be chosen in n!/(k!(n − k)!) ways; free choices multiply.",
    question: "7.2/1",
  },
  {
    id: "choice-without-replacement",
    names: { python: "choice" },
    with: /\breplace\s*=\s*False\b/,
    sentence: withoutReplacement,
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "choice-with-replacement",
    names: { python: "random.choice rng.choice" },
    with: /,/,
    sentence:
      "NumPy draws with replacement unless it is told otherwise: the draws are independent, and an item can come again.",
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "bootstrap",
    names: { python: "random.choices stats.bootstrap", javascript: "sampleWithReplacement", r: "boot" },
    sentence: withReplacement,
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "reservoir",
    names: { python: "randint randrange integers", r: "sample sample.int runif", javascript: "Math.random" },
    after: /^[^\n]*\n\s*if\s*\(?\s*\w+\s*<=?\s*[\w.]+\s*\)?\s*[:{]?\s*\w+\[{1,2}\w+\]{1,2}\s*(=|<-)/,
    sentence: "A reservoir gives a uniform sample without replacement from a stream of unknown length, in one pass.",
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "rows-with-replacement",
    names: { r: "sample sample.int slice_sample sample_n sample_frac", python: "sample resample" },
    with: /\breplace\s*=\s*(T|TRUE|True)\b/,
    sentence: withReplacement,
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "random-sample",
    names: { python: "random.sample sample_without_replacement", r: "sample sample.int", javascript: "sampleSize" },
    with: /,/,
    sentence: withoutReplacement,
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "rows-without-replacement",
    names: { python: "sample", r: "slice_sample sample_n sample_frac" },
    with: /\b(n|frac|prop|size)\s*=/,
    sentence: withoutReplacement,
    question: "7.2/2",
    demo: "with-and-without-replacement",
  },
  {
    id: "markov-chain",
    names: {
      python: "pm.sample pymc.sample EnsembleSampler MCMC CmdStanModel stan.build sample_chain MetropolisHastings",
      r: "stan brm stan_glm stan_model jags.model MCMCmetrop1R",
    },
    sentence:
      "The draws of a chain depend on one another: run several chains, and report R-hat and the effective sample size.",
    question: "7.2/3",
    demo: "mcmc",
  },
  {
    id: "hamiltonian",
    names: { python: "NUTS HMC HamiltonianMC HamiltonianMonteCarlo NoUTurnSampler" },
    sentence:
      "With a log density and its gradient, Hamiltonian Monte Carlo is what works in many dimensions; rejection and importance sampling lose their efficiency exponentially unless the proposal is almost the target.",
    question: "7.2/4",
    demo: "high-dimensional-sampling",
  },
  {
    id: "noise-contrastive",
    names: { python: "nce_loss" },
    sentence:
      "Noise-contrastive estimation asks “data or noise?” with the noise probability in the logit, and so learns log-probabilities.",
    question: "7.2/5",
    demo: "candidate-sampling",
  },
  {
    id: "sampled-softmax",
    names: { python: "sampled_softmax_loss" },
    sentence:
      "Sampled softmax scores the true class and a few sampled ones, and subtracts log Q from the logits to undo the sampling.",
    question: "7.2/5",
    demo: "candidate-sampling",
  },
  {
    id: "negative-sampling",
    names: { python: "negative= skipgrams make_sampling_table" },
    value: /^[1-9]/,
    sentence: "Negative sampling learns log(p/q) up to a constant: fine for embeddings, and wrong for probabilities.",
    question: "7.2/5",
    demo: "candidate-sampling",
  },
  {
    id: "row-weights",
    names: { python: "sample_weight=" },
    sentence:
      "Where rows were drawn with unequal probabilities that are on record, weights of one over them undo the choice.",
    question: "7.2/6.i",
  },
  {
    id: "two-sample-test",
    names: { python: "ks_2samp anderson_ksamp epps_singleton_2samp", r: "ks.test" },
    sentence:
      "A test can find a difference between two samples, never show that there is none; with many rows ask how large it is.",
    question: "7.2/8",
    demo: "drift",
  },
  {
    id: "learning-curve",
    names: { python: "learning_curve LearningCurveDisplay.from_estimator" },
    sentence:
      "You have enough examples when more would no longer change a decision: extend the curve to the next doubling.",
    question: "7.2/9",
  },
  {
    id: "outliers",
    names: {
      python: "IsolationForest LocalOutlierFactor EllipticEnvelope OneClassSVM zscore",
      r: "boxplot.stats isolation.forest",
    },
    sentence:
      "Outliers stretch mean and standard deviation and so hide themselves; before one goes, ask how it came about.",
    question: "7.2/10",
  },
  {
    id: "duplicates",
    names: { python: "drop_duplicates duplicated", r: "duplicated distinct" },
    sentence:
      "Copies that the collection made go; equal rows that are separate events stay, because their number is information.",
    question: "7.2/11.i",
  },
  {
    id: "imputation",
    names: { python: "SimpleImputer KNNImputer IterativeImputer fillna", r: "mice missForest replace_na" },
    sentence: "Ask first why values are missing; then fill inside the training folds, and add a column “was missing”.",
    question: "7.2/12.i",
  },
  {
    id: "dropped-rows",
    names: { python: "dropna", r: "na.omit complete.cases drop_na" },
    sentence:
      "Rows without gaps are rarely a random sample: dropping the others selects once more, and hides the trace.",
    question: "7.2/12.ii",
  },
  {
    id: "group-difference",
    names: { python: "ttest_ind mannwhitneyu", r: "t.test wilcox.test" },
    sentence: "A difference beyond chance is an effect only where chance decided who was treated.",
    question: "7.2/13",
  },
  {
    id: "roc",
    names: {
      python: "roc_auc_score roc_curve RocCurveDisplay.from_estimator RocCurveDisplay.from_predictions",
      r: "roc roc_auc",
    },
    sentence:
      "The ROC curve of a score does not depend on how rare the class is, and can look good while precision is poor.",
    question: "7.2/14.i",
  },
  {
    id: "oversampling-before-split",
    names: { python: "fit_resample", r: "SMOTE ROSE ovun.sample upSample" },
    notBefore: split,
    after: split,
    sentence: oversampledBeforeSplit,
    question: "7.2/15.i",
  },
  {
    id: "oversampler-before-split",
    names: { python: "SMOTE SMOTENC ADASYN BorderlineSMOTE RandomOverSampler" },
    notBefore: split,
    after: new RegExp(`\\bfit_resample\\s*\\([^]*${split.source}`),
    sentence: oversampledBeforeSplit,
    question: "7.2/15.i",
  },
  {
    id: "oversampling",
    names: {
      python: "SMOTE SMOTENC ADASYN BorderlineSMOTE RandomOverSampler RandomUnderSampler",
      r: "SMOTE ROSE ovun.sample upSample downSample",
    },
    sentence:
      "Resampling mostly moves the threshold in a roundabout way; undo the changed class shares where probabilities are used.",
    question: "7.2/14.iii",
  },
  {
    id: "class-weights",
    names: {
      python: "class_weight= scale_pos_weight= pos_weight= compute_class_weight WeightedRandomSampler",
      r: "scale_pos_weight= class.weights=",
      javascript: "classWeight={",
    },
    value: /^(?!None\b)./,
    sentence:
      "Class weights mostly move the threshold in a roundabout way; undo their effect where probabilities are used.",
    question: "7.2/14.iii",
  },
  {
    id: "split-in-time",
    names: splitNames,
    without: /\bshuffle\s*=\s*False\b/,
    before: time,
    sentence:
      "A random split tests filling gaps in the past; if the model is to judge the future, test on the latest rows.",
    question: "7.2/18",
  },
  {
    id: "split-by-group",
    names: {
      python: "GroupKFold GroupShuffleSplit StratifiedGroupKFold LeaveOneGroupOut",
      r: "group_initial_split group_vfold_cv groupKFold",
    },
    sentence:
      "Rows of one user and near-copies on both sides of a split are a leak; a split by group keeps them together.",
    question: "7.2/15.ii",
  },
  {
    id: "sparse",
    names: {
      python: "csr_matrix csc_matrix coo_matrix CountVectorizer TfidfVectorizer",
      r: "sparseMatrix sparse.model.matrix",
    },
    sentence:
      "Zeros save memory, but most features are then seen rarely, so their weights are noisy and distances say little.",
    question: "7.2/16",
  },
  {
    id: "labels-before-split",
    names: { python: "fit fit_transform" },
    of: "SelectKBest SelectPercentile SelectFromModel RFE RFECV SequentialFeatureSelector TargetEncoder",
    without: /^\s*\w*train/i,
    notBefore: split,
    after: split,
    sentence: "What is chosen or computed with the labels of rows that are test rows later leaks them: split first.",
    question: "7.2/17.i",
  },
  {
    id: "target-encoding",
    names: { python: "TargetEncoder LeaveOneOutEncoder CatBoostEncoder JamesSteinEncoder" },
    sentence:
      "A feature made from labels leaks them unless the row's own label, and those of test rows, stay out of it.",
    question: "7.2/17.i",
  },
  {
    id: "scaling-before-split",
    names: { python: "fit fit_transform" },
    of: "StandardScaler MinMaxScaler MaxAbsScaler RobustScaler PowerTransformer QuantileTransformer PCA SimpleImputer KNNImputer IterativeImputer",
    without: /^\s*\w*train/i,
    notBefore: split,
    after: split,
    sentence: "A normaliser that is fitted on all rows is a small leak: split first, and fit it on training rows.",
    question: "7.2/17.ii",
  },
  {
    id: "scaling-before-split-in-r",
    names: { r: "scale preProcess" },
    without: /train/i,
    notBefore: split,
    after: split,
    sentence: "Centre and scale of all rows are a small leak: split first, and take them from training rows.",
    question: "7.2/17.ii",
  },
  {
    id: "importance",
    names: { python: "permutation_importance permutation_test_score .feature_importances_", r: "varImp" },
    sentence: "One feature that does most of the work is a reason to ask when and how its values came about.",
    question: "7.2/17.iii",
  },
  {
    id: "joined-inputs",
    names: {
      python: "ColumnTransformer FeatureUnion layers.Concatenate layers.concatenate",
      r: "layer_concatenate",
      javascript: "layers.concatenate",
    },
    sentence:
      "Bring numbers and text to vectors of similar size and scale before you join them, and compare with each input alone.",
    question: "7.2/19",
  },
  {
    id: "feature-selection",
    names: {
      python: "SelectKBest SelectPercentile SelectFromModel RFE RFECV SequentialFeatureSelector",
      r: "step stepAIC regsubsets rfe",
    },
    sentence:
      "Further features lower the test error by their signal and raise it by the variance of estimating their weights.",
    question: "7.2/20",
  },
];
