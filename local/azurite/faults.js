// What goes wrong with calls of the table store, for tests of crashes and of faults. Rules, oldest first:
// {"name":"…","device":"text in address or body","table":"devices","row":"the same","writes":true,"skip":0,"times":1 or "forever",
//  "hold":"before"|"after","status":503,"retryAfter":1,"delayMs":100,"reset":true,"afterEffect":true,"duplicate":true}
// A held call is never answered: "before" it was not carried out, "after" it was. So is the caller killed between the two
// sides of a write. The store itself is asked again over the network, since its calls are taken in by another's code.
"use strict";
const http = require("http");

const CARRIED_OUT = "x-muster-carry-out";
let rules = [];
let fired = [];

function administer(request, response) {
  const end = (status, json) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(json));
  };
  if (request.method === "GET") return end(200, { rules, fired });
  if (request.method === "DELETE") {
    const name = new URL(request.url, "http://local").searchParams.get("name");
    rules = name ? rules.filter((rule) => rule.name !== name) : [];
    if (!name) fired = [];
    return end(200, {});
  }
  body(request, (text) => {
    rules.push({ skip: 0, times: 1, ...JSON.parse(text) });
    end(201, {});
  });
}

function body(request, then) {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => then(Buffer.concat(parts)));
}

/** Whether the call is taken over from the store; without rules none is. */
function meet(request, response) {
  if (request.headers[CARRIED_OUT] || rules.length === 0) return false;
  const port = request.socket.localPort;
  body(request, (bytes) => {
    const rule = take(request, decodeURIComponent(request.url) + " " + bytes.toString("utf8"));
    setTimeout(() => follow(rule, request, bytes, port, response), rule.delayMs || 0);
  });
  return true;
}

function take(request, text) {
  const table = (request.url.split("?", 1)[0].split("/")[2] || "").split("(", 1)[0];
  const rule = rules.find((each) =>
    (!each.device || text.includes(each.device)) &&
    (!each.table || table.startsWith(each.table)) &&
    (!each.row || text.includes(each.row)) &&
    (!each.writes || request.method !== "GET"));
  if (!rule) return {};
  if (rule.skip > 0) {
    rule.skip--;
    return {};
  }
  if (rule.times !== "forever" && --rule.times <= 0) rules = rules.filter((each) => each !== rule);
  fired.push({ name: rule.name || "", time: new Date().toISOString() });
  return rule;
}

function follow(rule, request, bytes, port, response) {
  if (rule.hold === "before") return;
  const answers = rule.status || rule.reset;
  if (answers && !rule.afterEffect) return finish(rule, {}, response);
  carryOut(request, bytes, port, (first) => {
    if (rule.hold === "after") return;
    if (!rule.duplicate) return finish(rule, first, response);
    carryOut(request, bytes, port, (second) => finish(rule, second, response));
  });
}

function finish(rule, answer, response) {
  if (rule.reset) return response.socket.resetAndDestroy();
  if (rule.status) {
    const headers = { "Content-Type": "application/json" };
    if (rule.retryAfter !== undefined) headers["Retry-After"] = String(rule.retryAfter);
    response.writeHead(rule.status, headers);
    const code = rule.status === 429 || rule.status === 503 ? "ServerBusy" : "InternalError";
    return response.end(JSON.stringify({ "odata.error": { code, message: { lang: "en-US", value: "Scripted" } } }));
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

function carryOut(request, bytes, port, then) {
  const headers = [...request.rawHeaders.filter((unused, i, all) => all[i - (i % 2)].toLowerCase() !== "connection"),
    CARRIED_OUT, "1"];
  const again = http.request({ host: "127.0.0.1", port, method: request.method, path: request.url, headers },
    (answer) => body(answer, (text) => {
      const kept = answer.rawHeaders.filter((unused, i, all) => !/^(connection|keep-alive|transfer-encoding)$/i.test(all[i - (i % 2)]));
      then({ status: answer.statusCode, headers: kept, body: text });
    }));
  again.end(bytes);
}

module.exports = { administer, meet };
