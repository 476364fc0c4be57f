// Loaded into VS Code's server before its own code: it shall not outlive whoever started it, not even one that was killed.
// Whoever started it holds the other end of its standard input, which closes by itself. Its processes are one group.
const { spawn } = require("node:child_process");

if (process.argv[1]?.endsWith("server-main.js")) {
  const home = process.argv[process.argv.indexOf("--server-data-dir") + 1];
  const clear = `kill -KILL -${process.pid}; rm -rf "$0"`;
  process.stdin.on("end", () => spawn("sh", ["-c", clear, home], { detached: true, stdio: "ignore" })).resume();
}
