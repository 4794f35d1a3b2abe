// Has the vendor's own parser of the Kusto query language look through queries, with the columns in use as its schema.
// node kql.js FILE...: a .kql file is a query of a workspace, a .json file a workbook of Application Insights.
// Prints one line a fault.
"use strict";
const fs = require("fs");
const path = require("path");
require("@kusto/language-service-next/bridge.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.js");

const { GlobalState, KustoCode, Symbols } = Kusto.Language;

// From the vendor's reference of the tables; only the columns that our queries name.
const WORKSPACE = {
  AppRequests: "(TimeGenerated: datetime, ResultCode: string, ItemCount: int, DurationMs: real, AppRoleInstance: string)",
  AppTraces:
    "(TimeGenerated: datetime, Message: string, SeverityLevel: int, ItemCount: int, Properties: dynamic, AppRoleInstance: string)",
  AppMetrics: "(TimeGenerated: datetime, Name: string, Sum: real, Min: real, Max: real, ItemCount: int, Properties: dynamic)",
};
const INSIGHTS = {
  requests: "(timestamp: datetime, resultCode: string, itemCount: int, duration: real)",
  traces: "(timestamp: datetime, message: string, severityLevel: int, itemCount: int, customDimensions: dynamic)",
  customMetrics: "(timestamp: datetime, name: string, valueSum: real, valueMin: real, customDimensions: dynamic)",
};

function globals(tables) {
  const symbols = Object.entries(tables).map(([name, columns]) => Symbols.TableSymbol.From(columns).WithName(name));
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("db", symbols));
}

function check(where, query, tables) {
  const found = KustoCode.ParseAndAnalyze(query, globals(tables)).GetDiagnostics();
  for (let i = 0; i < found.Count; i++) {
    const fault = found.getItem(i);
    console.log(`${where}:${query.slice(0, fault.Start).split("\n").length} ${fault.Message}`);
  }
}

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, "utf8");
  const name = path.basename(file);
  if (!name.endsWith(".json")) {
    check(name, text, WORKSPACE);
    continue;
  }
  for (const item of JSON.parse(text).items.filter((each) => each.type === 3)) {
    check(`${name} ${item.name}`, item.content.query.replace("{range:grain}", "1h"), INSIGHTS);
  }
}
