import type { HintRow } from "./hintRow";

/** What section 7.1 is about. */
export const basicsRows: readonly HintRow[] = [
  {
    id: "semi-supervised",
    names: { python: "LabelPropagation LabelSpreading SelfTrainingClassifier" },
    sentence: "Unlabelled rows help where each cluster belongs to one class; where it does not, they can do harm.",
    question: "7.1/1",
  },
  {
    id: "active-learning",
    names: { python: "ActiveLearner uncertainty_sampling margin_sampling entropy_sampling" },
    sentence: "Labels that a learner chose are no random sample: what is measured on them does not hold for new data.",
    question: "7.1/1",
  },
  {
    id: "gradient-steps",
    names: {
      python: "SGD SGDClassifier SGDRegressor optax.sgd",
      javascript: "train.sgd train.momentum",
    },
    sentence:
      "A mini-batch drawn at random gives an unbiased gradient of the training loss; four times the batch halves its standard error.",
    question: "7.1/2.iii",
  },
  {
    id: "hinge-loss",
    names: {
      python: 'LinearSVC hinge_loss loss="hinge"',
      r: "svm",
      javascript: "losses.hingeLoss",
    },
    sentence: "The error rate is flat almost everywhere; hinge loss stands in for it, convex and nowhere below it.",
    question: "7.1/2.iii",
  },
  {
    id: "information-criterion",
    names: { python: "LassoLarsIC .aic .bic", r: "AIC BIC" },
    sentence:
      "AIC asks 1 unit of log-likelihood of each further parameter, BIC half of ln n: a preference for the simpler model at equal fit.",
    question: "7.1/3",
  },
  {
    id: "pruning",
    names: { python: "ccp_alpha= cost_complexity_pruning_path", r: "prune rpart.control" },
    sentence:
      "Pruning takes the simpler of two trees that fit about equally well, until held-out data speak for the other.",
    question: "7.1/3",
  },
  {
    id: "one-hidden-layer",
    names: { python: "hidden_layer_sizes=" },
    value: /^(\d+\s*[,)]|[([]\s*\d+\s*,?\s*[)\]])/,
    sentence:
      "Enough units in one hidden layer come as near as you like to a continuous function; a fixed width, noisy examples and the optimiser each leave an error of their own.",
    question: "7.1/6",
    demo: "universal-approximation",
  },
  {
    id: "hidden-layers",
    names: { python: "hidden_layer_sizes=" },
    value: /^[([]\s*\d+\s*,\s*\d/,
    sentence:
      "For functions made by repeated composition, depth represents more per parameter than width; which of the two trains better is another question.",
    question: "7.1/5",
    demo: "wide-vs-deep",
  },
  {
    id: "hessian",
    names: { python: "functional.hessian func.hessian jax.hessian" },
    sentence:
      "Where the gradient is zero, a Hessian with eigenvalues of both signs means a saddle, with positive ones alone a local minimum.",
    question: "7.1/7",
  },
  {
    id: "random-search",
    names: { python: "RandomizedSearchCV ParameterSampler RandomSearch", r: "grid_random" },
    sentence:
      "With probability 95 % the best of 59 random draws is among the best 5 % of what is drawn from, however many hyperparameters there are.",
    question: "7.1/8.iii",
    demo: "hyperparameter-search",
  },
  {
    id: "grid-search",
    names: { python: "GridSearchCV ParameterGrid GridSearch", r: "grid_regular" },
    sentence:
      "Where only some of the hyperparameters matter, a grid tries few values of those, and a random search of the same size usually does better.",
    question: "7.1/8.iii",
    demo: "hyperparameter-search",
  },
  {
    id: "model-based-search",
    names: {
      python: "BayesSearchCV BayesianOptimization gp_minimize forest_minimize create_study",
      r: "tune_bayes",
    },
    sentence: "Where each trial is dear, a model of the results so far chooses the next one; compare at equal budget.",
    question: "7.1/8.iii",
    demo: "hyperparameter-search",
  },
  {
    id: "halving",
    names: {
      python:
        "HalvingGridSearchCV HalvingRandomSearchCV SuccessiveHalvingPruner HyperbandPruner Hyperband HyperBandScheduler ASHAScheduler",
      r: "tune_race_anova",
    },
    sentence:
      "Stopping bad trials early saves most of the cost where early results predict late ones; slow starters are cut.",
    question: "7.1/8.iii",
    demo: "hyperparameter-search",
  },
  {
    id: "bins",
    names: { python: "KBinsDiscretizer pd.cut pd.qcut", r: "cut_number cut_interval" },
    sentence: "Cutting a range into bins turns regression into classification, and costs order and resolution.",
    question: "7.1/9.ii",
  },
  {
    id: "nearest-neighbours",
    names: {
      python: "KNeighborsClassifier KNeighborsRegressor",
      r: "knn knn3 knnreg kknn",
      javascript: "KNN",
    },
    sentence: "Nearest neighbours keep every example: the effective number of parameters grows with the data.",
    question: "7.1/10.i",
    demo: "parametric-vs-nonparametric",
  },
  {
    id: "smoothers",
    names: {
      python: "GaussianProcessRegressor GaussianProcessClassifier KernelDensity gaussian_kde KernelReg",
      r: "loess ksmooth gausspr",
    },
    sentence:
      "A non-parametric method loses its bias as the data grow, but slowly, and the more slowly the more dimensions matter.",
    question: "7.1/10.ii",
    demo: "parametric-vs-nonparametric",
  },
  {
    id: "bagging",
    names: {
      python:
        "BaggingClassifier BaggingRegressor RandomForestClassifier RandomForestRegressor ExtraTreesClassifier ExtraTreesRegressor",
      r: "randomForest ranger bagging cforest",
      javascript: "RandomForestClassifier RandomForestRegression",
    },
    sentence:
      "The mean of M members has variance ρσ² + (1 − ρ)σ²/M: averaging does not get below what the members have in common.",
    question: "7.1/11",
    demo: "ensembling",
  },
  {
    id: "voting",
    names: { python: "VotingClassifier" },
    sentence:
      "A majority vote helps where the members are better than chance and err differently; below one half, voting makes it worse.",
    question: "7.1/11",
    demo: "ensembling",
  },
  {
    id: "boosting",
    names: {
      python:
        "GradientBoostingClassifier GradientBoostingRegressor HistGradientBoostingClassifier HistGradientBoostingRegressor AdaBoostClassifier AdaBoostRegressor XGBClassifier XGBRegressor LGBMClassifier LGBMRegressor CatBoostClassifier CatBoostRegressor xgb.train lgb.train",
      r: "xgboost xgb.train gbm lgb.train",
    },
    sentence:
      "Boosting attacks bias: it trains its members one after another, each on what the others left, so they are not independent.",
    question: "7.1/11",
    demo: "ensembling",
  },
  {
    id: "ridge-in-r",
    names: { r: "glmnet cv.glmnet" },
    with: /\balpha\s*=\s*0\s*(,|$)/,
    sentence:
      "With `alpha = 0` the penalty is L2: its pull fades as the weight fades, so it shrinks every weight and stops none at zero.",
    question: "7.1/12",
    demo: "l1-vs-l2",
  },
  {
    id: "elastic-net",
    names: {
      python: 'ElasticNet ElasticNetCV MultiTaskElasticNet penalty="elasticnet"',
      javascript: "regularizers.l1l2",
    },
    sentence:
      "Of a group of strongly correlated features L1 tends to keep one; the elastic net tends to share the weight among them.",
    question: "7.1/12",
    demo: "l1-vs-l2",
  },
  {
    id: "elastic-net-in-r",
    names: { r: "glmnet cv.glmnet" },
    with: /\balpha\s*=\s*0?\.\d/,
    sentence:
      "Between 0 and 1, `alpha` mixes both penalties: of a group of strongly correlated features L1 tends to keep one, the mix to share the weight.",
    question: "7.1/12",
    demo: "l1-vs-l2",
  },
  {
    id: "lasso",
    names: {
      python: 'Lasso LassoCV LassoLars LassoLarsCV MultiTaskLasso penalty="l1"',
      r: "glmnet cv.glmnet",
    },
    sentence:
      "The L1 penalty pulls with the same force however small a weight is, so weights on which the data pull less are exactly zero.",
    question: "7.1/12",
    demo: "l1-vs-l2",
  },
  {
    id: "l1-by-gradient",
    names: {
      python: "regularizers.l1 regularizers.L1",
      r: "regularizer_l1",
      javascript: "regularizers.l1",
    },
    sentence:
      "SGD or Adam on a loss with an L1 penalty steps back and forth across zero and leaves small weights that are not zero.",
    question: "7.1/12",
    demo: "l1-vs-l2",
  },
  {
    id: "ridge",
    names: {
      python: 'Ridge RidgeCV RidgeClassifier regularizers.l2 regularizers.L2 penalty="l2" weight_decay=',
      r: "lm.ridge regularizer_l2",
      javascript: "regularizers.l2",
    },
    sentence:
      "The pull of an L2 penalty or of weight decay fades as the weight fades: it shrinks every weight and stops none at zero.",
    question: "7.1/12",
    demo: "l1-vs-l2",
  },
  {
    id: "drift-detectors",
    names: {
      python: "DataDriftPreset KSDrift MMDDrift ChiSquareDrift TabularDrift ClassifierDrift ADWIN PageHinkley",
    },
    sentence: "A test on the inputs finds where they changed; whether the model got worse, fresh labels have to say.",
    question: "7.1/15.ii",
    demo: "drift",
  },
  {
    id: "quantisation",
    names: {
      python: "quantize_dynamic quantize_ convert_fx BitsAndBytesConfig GPTQConfig load_in_8bit= load_in_4bit=",
    },
    sentence:
      "One bit less doubles the rounding step and costs 6.02 dB of signal-to-noise ratio; what that does to your own task has to be measured.",
    question: "7.1/14",
    demo: "deploying-large-models",
  },
];
