/**
 * How many draws of a stationary autoregression of order one are worth an independent one for the mean of `draws` of them:
 * `draws` times the variance of that mean, in units of the variance of a draw, with `lag` the correlation of neighbours.
 * Their covariances lag^|i - j| added up; for many draws (1 + lag)/(1 - lag).
 */
export const autoregressionTime = (lag: number, draws: number): number =>
  (1 + lag) / (1 - lag) - (2 * lag * (1 - lag ** draws)) / (draws * (1 - lag) ** 2);
