// The pages that are looked at: `report.html` of each shipped scenario and of each analysis, made anew by the program.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(root, process.env.FORESAVE ?? "target/release/foresave");

const shipped = join(root, "scenarios");
const dorset = join(shipped, "dorset-devon-cornwall");

/// The scenarios under `scenarios/`, without their variants, which differ in figures alone.
const scenarios = readdirSync(shipped, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name: `run ${name}`, asked: ["run", join(shipped, name, "scenario.toml")], trials: 2000, charts: 4 }))
  .sort((one, other) => one.name.localeCompare(other.name));

/// An analysis of the largest of them, which has at least so many charts.
function analysis(command, charts, trials, ...options) {
  return { name: [command, ...options].join(" "), asked: [command, join(dorset, "scenario.toml"), ...options], trials, charts };
}

/// The pages: their names, what the program is asked, with how many trials, and how many charts there are at least.
export const pages = [
  ...scenarios,
  { ...analysis("compare", 1, 1000), asked: ["compare", ...["scenario", "scenario-with-merger"].map((name) => join(dorset, `${name}.toml`))] },
  analysis("explain", 1, 1000),
  analysis("sensitivity", 3, 128),
  analysis("solve", 1, 1000, "--vary", "areas.annual_saving", "--at-least", "£8m"),
  analysis("benchmark", 1, 1000),
];

/// Makes a page, and returns its path.
export function report({ asked, trials }) {
  const folder = join(mkdtempSync(join(tmpdir(), "foresave-browser-")), "results");
  const options = ["--trials", String(trials), "--quiet", "--report", "html", "-o", folder];
  execFileSync(program, [...asked, ...options], { stdio: ["ignore", "ignore", "inherit"] });
  return join(folder, "report.html");
}
