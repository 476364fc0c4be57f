// What the tests in the extension host assert with: Node's own library is not there in a web worker.

/** Fails where the value is falsy. */
export function ok(value: unknown, message = "is falsy"): asserts value {
  if (!value) {
    throw new Error(message);
  }
}

/** Fails where it is not the same number, text or object. */
export function equal(actual: unknown, expected: unknown, message = "differs"): void {
  ok(Object.is(actual, expected), `${message}\n  actual:   ${show(actual)}\n  expected: ${show(expected)}`);
}

/** Fails where it is not the same plain data: what JSON keeps of it, in the same order. */
export function sameData(actual: unknown, expected: unknown, message = "differs"): void {
  equal(show(actual), show(expected), message);
}

/** Fails where the promise resolves, or rejects for another reason. */
export async function rejects(promise: PromiseLike<unknown>, reason: RegExp): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => String(thrown),
  );
  ok(error !== undefined, "does not reject");
  ok(reason.test(error), `rejects for another reason: ${error}`);
}

const show = (value: unknown) =>
  typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? String(value));
