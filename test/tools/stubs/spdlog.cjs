// Stands in for @vscode/spdlog, whose C++ needs a compiler: VS Code writes its log files, and so its output channels, with it.
const { appendFileSync, mkdirSync, renameSync, statSync } = require("node:fs");
const { dirname } = require("node:path");

const levels = ["trace", "debug", "info", "warning", "error", "critical", "off"];

class Logger {
  constructor(file, maxSize) {
    this.file = file;
    this.maxSize = maxSize;
    this.level = levels.indexOf("info");
    this.bare = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "");
  }
  write(level, message) {
    if (level < this.level) {
      return;
    }
    try {
      if (statSync(this.file).size > this.maxSize) {
        renameSync(this.file, `${this.file}.1`);
      }
      appendFileSync(this.file, this.bare ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`);
    } catch {
      // The folder goes away while the server still stops.
    }
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.bare = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

["trace", "debug", "info", "warn", "error", "critical"].forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };
});

// One by one: that is how Node finds them as named imports.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (_name, file, maxSize) => new Logger(file, maxSize);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
