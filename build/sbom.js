// Reduces a bill of materials to the packages that the published program contains, and adds the npm packages that the pages use.
//   node build/sbom.js SBOM PROGRAM
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const [, , file, program] = process.argv;
const read = path => JSON.parse(readFileSync(path, "utf8"));

const bill = read(file);
const published = new Set(["Imi.Web.deps.json", "imi.deps.json"]
  .flatMap(name => Object.entries(read(`${program}/${name}`).libraries))
  .filter(([, library]) => library.type === "package")
  .map(([name]) => `pkg:nuget/${name.replace("/", "@")}`));

const missing = [...published].filter(purl => !bill.components.some(component => component.purl === purl));
if (missing.length > 0) {
  console.error(`The program contains packages that the bill of materials does not list; publish the program again: ${missing.join(", ")}`);
  process.exit(1);
}

const npm = Object.entries(read("src/Imi.Web/package-lock.json").packages).filter(([path]) => path !== "").map(([path, entry]) => {
  const full = path.slice("node_modules/".length);
  const [group, name] = full.startsWith("@") ? full.split("/") : [undefined, full];
  const purl = `pkg:npm/${full.replace("@", "%40")}@${entry.version}`;
  const license = /^[A-Za-z0-9.-]+$/.test(entry.license) ? { id: entry.license } : { name: entry.license };
  const content = Buffer.from(entry.integrity.replace("sha512-", ""), "base64").toString("hex").toUpperCase();
  const hashes = [{ alg: "SHA-512", content }];
  return { type: "library", "bom-ref": purl, group, name, version: entry.version, scope: "required", hashes, licenses: [{ license }], purl };
});

const platform = bill.metadata.component;
platform.licenses = [{ license: { id: "EUPL-1.2" } }];
bill.components = [...bill.components.filter(component => published.has(component.purl)), ...npm];
const known = new Set([platform["bom-ref"], ...bill.components.map(component => component["bom-ref"])]);
bill.dependencies = (bill.dependencies ?? []).filter(entry => known.has(entry.ref))
  .map(entry => ({ ...entry, dependsOn: (entry.dependsOn ?? []).filter(ref => known.has(ref)) }));
bill.dependencies.find(entry => entry.ref === platform["bom-ref"])?.dependsOn.push(...npm.map(component => component.purl));

writeFileSync(file, JSON.stringify(bill, null, 2) + "\n");
console.log(`${file}: ${bill.components.length} packages`);
