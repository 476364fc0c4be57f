/** Lets messages in: a timer would wait at least 4 ms each time. */
export const hearMessages = (() => {
  const { port1, port2 } = new MessageChannel();
  return () =>
    new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
})();
