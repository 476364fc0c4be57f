// Stands in for @vscode/native-watchdog, whose C++ needs a compiler: an extension host ends with the server that started it.
exports.start = (parent) => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(1);
    }
  }, 3000).unref();
};
exports.exit = (code) => process.exit(code);
