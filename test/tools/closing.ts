/** What is to be closed after the tests; those of a file where files are run side by side. */
const closing = new Set<() => Promise<void>>();

export const closeAfterTests = (close: () => Promise<void>) => closing.add(close);

/** To mocha. */
export const mochaHooks = {
  afterAll: async () => {
    await Promise.all([...closing].map((close) => close()));
  },
};
