/** What was found in many samples of one size, drawn one way. */
export interface Sampled {
  draws: number;
  replacing: boolean;
  replicates: number;
  /** Of the means of the samples: their mean, and their mean squared distance from the population's mean. */
  mean: number;
  variance: number;
  /** Mean squared distance of the number of marked items from what is expected. */
  markedVariance: number;
  /** The means themselves. */
  means: Float64Array;
}

/** What was found in resamples with replacement of the data. */
export interface Resampled {
  replicates: number;
  /** Element d: how many resamples have d distinct items. */
  distinct: Float64Array;
  /** Mean squared distance of their means from the mean of the data. */
  variance: number;
}

/** What was found in epochs of gradient descent, both ways. */
export interface Epochs {
  runs: number;
  /** Steps after which the error was looked at: the last is the end of the epoch. */
  steps: readonly number[];
  /** Mean squared error after so many steps. */
  replacing: Float64Array;
  reshuffled: Float64Array;
  /** The largest distance from the mean after an epoch of reshuffled items. */
  worst: number;
}

/** What a run has measured so far; what is not there has not been measured yet. */
export interface Measured {
  samples: Sampled[];
  resamples?: Resampled;
  /** As many draws from other numbers of items: how many distinct ones all resamples have together. */
  otherSizes?: { size: number; replicates: number; distinct: number }[];
  /** Groups of `birthdayGroup` people, and how many had a birthday in common. */
  birthdays?: { groups: number; shared: number };
  epochs?: Epochs;
}

/** Numbers of items whose distinct share is measured besides. */
export const otherSizes = [5, 10, 1000];
export const birthdayGroup = 23;
export const daysOfYear = 365;

/** The samples of that size, drawn that way. */
export const findSampled = ({ samples }: Measured, draws: number, replacing: boolean): Sampled | undefined =>
  samples.find((one) => one.draws === draws && one.replacing === replacing);
