"""How many of 40 weights do lasso and ridge set to zero, when only 5 features matter?"""

import numpy as np
from sklearn.datasets import make_regression
from sklearn.linear_model import LassoCV, RidgeCV
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = make_regression(n_samples=200, n_features=40, n_informative=5, noise=10, random_state=7)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)

models = {
    "lasso": LassoCV(cv=5, random_state=7),
    "ridge": RidgeCV(alphas=np.logspace(-3, 3, 50)),
}
for name, model in models.items():
    # The scaler is fitted inside the pipeline, on training rows only: no leak into the test score.
    pipeline = make_pipeline(StandardScaler(), model).fit(X_train, y_train)
    zeros = int(np.sum(model.coef_ == 0))
    print(f"{name}: {zeros} of {X.shape[1]} weights are 0, test R2 {pipeline.score(X_test, y_test):.3f}")
