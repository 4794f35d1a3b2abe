// Azurite's table service as a process of the local service: one ready line on stdout, orderly stop when stdin ends.
// Usage: node start.js <folder, "" to keep everything in memory> <port, 0 for a free one>; the account in AZURITE_ACCOUNTS.
// GET /muster-operations on the same port counts what was asked of the tables since the start or the last DELETE of it:
// {"counts":{"GET devices":2,"POST $batch":1}}. It is how tests and the benchmark count operations on the wire.
// POST /muster-faults on the same port makes calls go wrong, see faults.js; GET tells what happened, DELETE ends it.
"use strict";
const http = require("http");
const { Collection } = require("lokijs");
const faults = require("./faults.js");

const [folder, wanted] = process.argv.slice(2);
const say = (text) => process.stderr.write(text + "\n");

let port = 0;
let counts = {};
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response) {
  if (event === "listening") port = this.address().port;
  if (event !== "request") return emit.apply(this, arguments);
  const path = request.url.split("?", 1)[0];
  if (path === "/muster-operations") {
    if (request.method === "DELETE") counts = {};
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ counts }));
    return true;
  }
  if (path === "/muster-faults") {
    faults.administer(request, response);
    return true;
  }
  if (faults.meet(request, response)) return true;
  // /account/table(PartitionKey='…',RowKey='…') and /account/table: the table is what is asked.
  const operation = request.method + " " + (path.split("/")[2] || "").split("(", 1)[0];
  counts[operation] = (counts[operation] || 0) + 1;
  return emit.apply(this, arguments);
};

// A point read narrows by row key first, which walks the whole table where every partition has the same row keys.
const findOne = Collection.prototype.findOne;
Collection.prototype.findOne = function (query) {
  const { PartitionKey, RowKey } = query;
  if (PartitionKey === undefined || RowKey === undefined || !this.data.length) return findOne.call(this, query);
  const width = (property, value) => {
    const [first, last] = this.calculateRange("$eq", property, value);
    return last - first;
  };
  const partitionFirst = width("PartitionKey", PartitionKey) < width("RowKey", RowKey);
  return findOne.call(this, partitionFirst ? { PartitionKey, RowKey } : { RowKey, PartitionKey });
};

// Closing a connection that is idle for a moment makes a call that is just coming fail; the store itself does not do that.
const KEPT_ALIVE_SECONDS = "3600";

process.argv = [process.argv[0], "azurite-table", "--tableHost", "127.0.0.1", "--tablePort", wanted,
  "--tableKeepAliveTimeout", KEPT_ALIVE_SECONDS,
  ...(folder ? ["--location", folder] : ["--inMemoryPersistence"]), "--silent", "--skipApiVersionCheck", "--disableTelemetry"];
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
