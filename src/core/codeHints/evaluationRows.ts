import type { HintRow } from "./hintRow";

/** Signs that one class is far rarer than the other. */
const imbalance =
  /\b(class_weight|scale_pos_weight|pos_weight|is_unbalance)\s*=|\b(SMOTE|ADASYN|RandomOverSampler|RandomUnderSampler|BalancedRandomForestClassifier)\s*\(|\bweights\s*=\s*\[\s*0?\.[89]/;

/** What section 7.3 is about. */
export const evaluationRows: readonly HintRow[] = [
  {
    id: "early-stopping",
    names: {
      python: "EarlyStopping early_stopping= early_stopping_rounds=",
      r: "callback_early_stopping early_stopping_rounds=",
      javascript: "callbacks.earlyStopping",
    },
    value: /^(?!(False|None)\b)./,
    sentence:
      "Early stopping ends a run before it converges; the validation score that chose the epoch is a little too good.",
    question: "7.3/1.ii",
  },
  {
    id: "step-size-schedule",
    names: {
      python: "ReduceLROnPlateau StepLR MultiStepLR CosineAnnealingLR ExponentialLR ExponentialDecay CosineDecay",
    },
    sentence:
      "If the loss drops again once the learning rate is lower, the run had only reached the noise floor of its step size.",
    question: "7.3/1.ii",
  },
  {
    id: "validation-curve",
    names: { python: "validation_curve ValidationCurveDisplay.from_estimator" },
    sentence:
      "A stronger constraint usually lowers the variance and raises the bias; the best setting balances the two.",
    question: "7.3/3.i",
  },
  {
    id: "dropout",
    names: { python: "Dropout Dropout2d F.dropout", r: "layer_dropout", javascript: "layers.dropout" },
    sentence: "Dropout trades variance for bias: it helps a model that overfits, and harms one that underfits.",
    question: "7.3/3.iii",
  },
  {
    id: "stratified-folds",
    names: { python: "StratifiedKFold RepeatedStratifiedKFold StratifiedShuffleSplit" },
    sentence:
      "Stratified folds have nearly the same class shares, which matters if a class is rare; rows of one person still need groups.",
    question: "7.3/4.i",
  },
  {
    id: "folds-in-time",
    names: { python: "TimeSeriesSplit", r: "createTimeSlices sliding_period rolling_origin" },
    sentence:
      "Forecasts are validated forward in time: each model is tested on rows that are later than all of its training rows.",
    question: "7.3/4.i",
  },
  {
    id: "cross-validation",
    names: {
      python: "KFold RepeatedKFold cross_val_score cross_validate cross_val_predict",
      r: "vfold_cv createFolds trainControl cv.glm",
    },
    sentence: "Whatever is learned from data, scaling and feature selection included, is learned inside each fold.",
    question: "7.3/4.i",
  },
  {
    id: "training-score",
    names: { python: "score" },
    with: /^\s*\w*train\w*\s*,/i,
    sentence:
      "A score on the rows that the model was trained on is too good, and the more flexible the model, the more so.",
    question: "7.3/5.i",
  },
  {
    id: "winner",
    names: { python: ".best_score_ .best_value" },
    sentence: "Choosing is a kind of training: the winner's score on the data that chose it is too good.",
    question: "7.3/5.ii",
  },
  {
    id: "accuracy-of-rare-class",
    names: { python: "accuracy_score" },
    before: imbalance,
    sentence:
      "Where one class is rare, a model that never names it has a high accuracy and finds nothing: ask for the confusion matrix.",
    question: "7.3/6",
  },
  {
    id: "f1-micro",
    names: { python: "f1_score" },
    with: /\baverage\s*=\s*"micro"/,
    sentence: "With one label per example and all classes counted, micro-F1 is nothing but accuracy.",
    question: "7.3/7.ii",
  },
  {
    id: "f1-average",
    names: { python: "f1_score" },
    with: /\baverage\s*=\s*"(macro|weighted)"/,
    sentence:
      "Macro-F1 counts rare classes as much as frequent ones, weighted F1 by how frequent they are; say which you report.",
    question: "7.3/7.ii",
  },
  {
    id: "f1",
    names: { python: "f1_score BinaryF1Score", r: "F1_Score F_meas f_meas" },
    sentence:
      "True negatives do not occur in F1, and it depends on which class is called positive and on how frequent that is.",
    question: "7.3/7.i",
  },
  {
    id: "confusion-matrix",
    names: {
      python:
        "confusion_matrix classification_report precision_score recall_score precision_recall_fscore_support ConfusionMatrixDisplay.from_predictions ConfusionMatrixDisplay.from_estimator",
      r: "confusionMatrix conf_mat",
      javascript: "metrics.precision metrics.recall math.confusionMatrix",
    },
    sentence: "Precision is a share of what was called positive, recall a share of what is positive.",
    question: "7.3/8.i",
  },
  {
    id: "threshold",
    names: {
      python:
        "precision_recall_curve TunedThresholdClassifierCV FixedThresholdClassifier PrecisionRecallDisplay.from_predictions PrecisionRecallDisplay.from_estimator",
      r: "pr_curve",
    },
    sentence:
      "Another threshold trades misses against false alarms without any training; choose it by their costs, on validation data.",
    question: "7.3/8.ii",
  },
  {
    id: "coin",
    names: { python: "DummyClassifier" },
    with: /\bstrategy\s*=\s*"uniform"/,
    sentence: "If a share π is positive, a fair coin has an F1 of about 2π/(1 + 2π): 0.02 for 1 %, 0.66 for 99 %.",
    question: "7.3/9.ii",
  },
  {
    id: "constant-answer",
    names: { python: "DummyClassifier" },
    sentence: "If 99 % are of one class, always naming it has an F1 of 0.995 for that class and of 0 for the other.",
    question: "7.3/9.i",
  },
  {
    id: "logistic-regression",
    names: {
      python: "LogisticRegression LogisticRegressionCV Logit",
      r: "logistic_reg",
      javascript: "LogisticRegression",
    },
    sentence:
      "Log loss is convex in the weights; the squared error of a sigmoid is not, and its gradient fades where it is confident and wrong.",
    question: "7.3/10",
  },
  {
    id: "logistic-regression-in-r",
    names: { r: "glm" },
    with: /\bfamily\s*=\s*("binomial"|binomial\b)/,
    sentence:
      "Log loss is convex in the weights; the squared error of a sigmoid is not, and its gradient fades where it is confident and wrong.",
    question: "7.3/10",
  },
  {
    id: "percentage-error",
    names: { python: "mean_absolute_percentage_error", r: "mape MAPE" },
    sentence: "MAPE explodes as the true value nears zero, and says hardly anything about the largest error.",
    question: "7.3/17",
  },
  {
    id: "squared-or-absolute",
    names: {
      python:
        'mean_squared_error root_mean_squared_error mean_absolute_error MSELoss L1Loss HuberLoss SmoothL1Loss loss="mse" loss="mae" loss="squared_error" loss="absolute_error" loss="mean_squared_error" loss="mean_absolute_error"',
      r: "rmse mae RMSE MAE",
      javascript:
        'losses.meanSquaredError losses.absoluteDifference metrics.meanSquaredError metrics.meanAbsoluteError loss="meanSquaredError" loss="meanAbsoluteError"',
    },
    sentence: "Squared error rewards predicting the mean, absolute error the median: ask which of the two is wanted.",
    question: "7.3/11",
  },
  {
    id: "binary-cross-entropy",
    names: {
      python:
        'log_loss BCELoss BCEWithLogitsLoss binary_cross_entropy binary_cross_entropy_with_logits BinaryCrossentropy loss="binary_crossentropy"',
      r: "logLoss mn_log_loss",
      javascript: 'losses.sigmoidCrossEntropy losses.logLoss metrics.binaryCrossentropy loss="binaryCrossentropy"',
    },
    sentence:
      "The negative log-likelihood of a label is the cross-entropy of the observed label and the predicted probabilities.",
    question: "7.3/12",
  },
  {
    id: "cross-entropy",
    names: {
      python:
        'CrossEntropyLoss NLLLoss F.cross_entropy CategoricalCrossentropy SparseCategoricalCrossentropy loss="categorical_crossentropy" loss="sparse_categorical_crossentropy"',
      javascript:
        'losses.softmaxCrossEntropy metrics.categoricalCrossentropy loss="categoricalCrossentropy" loss="sparseCategoricalCrossentropy"',
    },
    sentence:
      "Its gradient in the logits is prediction minus label; squared error multiplies that by almost zero where the network is confident.",
    question: "7.3/13",
  },
  {
    id: "divergence",
    names: {
      python: "kl_div kl_divergence KLDivLoss KLDivergence rel_entr jensenshannon wasserstein_distance",
      r: "KL JSD",
    },
    sentence:
      "KL(P ‖ Q) is infinite where Q is zero on data; Jensen–Shannon stays finite, and Wasserstein also compares what does not overlap.",
    question: "7.3/15",
  },
  {
    id: "relative-entropy",
    names: { python: "entropy" },
    with: /^[^,=]+,(?!\s*(base|axis)\b)|\bqk\s*=/,
    sentence: "With two distributions this is KL(P ‖ Q): the extra code length for data from P with a code made for Q.",
    question: "7.3/15",
  },
  {
    id: "entropy",
    names: { python: "stats.entropy entropy", r: "Entropy entropy" },
    sentence: "Entropy is largest where all symbols are equally likely: at most the logarithm of their number.",
    question: "7.3/14",
  },
  {
    id: "best-path",
    names: { python: "ctc_greedy_decoder ctc_decode ctc_decoder" },
    sentence: "The best path is not the best text: many paths that stand for one text can together be more probable.",
    question: "7.3/16.ii",
  },
  {
    id: "most-probable",
    names: { python: "map_query viterbi", r: "viterbi" },
    sentence:
      "MPE asks for all unobserved variables together, MAP for some of them with the others summed out; they can disagree.",
    question: "7.3/16.i",
  },
];
