// Azurite's table service as a process of the local service: one ready line on stdout, orderly stop when stdin ends.
// Usage: node start.js <folder> <port, 0 for a free one>; the account in AZURITE_ACCOUNTS.
"use strict";
const net = require("net");

const [folder, wanted] = process.argv.slice(2);
const say = (text) => process.stderr.write(text + "\n");

function start(port) {
  process.argv = [process.argv[0], "azurite-table", "--tableHost", "127.0.0.1", "--tablePort", String(port),
    "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry"];
  console.log = (text) => {
    say(text);
    if (String(text).includes("successfully started")) process.stdout.write(JSON.stringify({ ready: true, port }) + "\n");
    // Closing writes what the last autosave left out.
    if (String(text).includes("successfully closed")) process.exit(0);
  };
  // Azurite closes itself on SIGINT only; the end of stdin and SIGTERM mean the same here.
  const stop = () => process.emit("SIGINT");
  process.once("SIGTERM", stop);
  process.stdin.once("end", stop).resume();
  require("azurite/dist/src/table/main.js");
}

if (wanted !== "0") {
  start(Number(wanted));
} else {
  const probe = net.createServer().listen(0, "127.0.0.1", () => {
    const port = probe.address().port;
    probe.close(() => start(port));
  });
}
