// The pages that are looked at: `report.html` of each shipped scenario, made anew by the program.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(root, process.env.FORESAVE ?? "target/release/foresave");

/// The scenarios under `scenarios/`, without their variants, which differ in figures alone.
export const scenarios = readdirSync(join(root, "scenarios"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `${name}/scenario.toml`)
  .sort();

/// Runs a scenario, and returns the path of its page.
export function report(scenario) {
  const folder = join(mkdtempSync(join(tmpdir(), "foresave-browser-")), "results");
  const options = ["--trials", "2000", "--quiet", "--report", "html", "-o", folder];
  execFileSync(program, ["run", join(root, "scenarios", scenario), ...options], { stdio: ["ignore", "ignore", "inherit"] });
  return join(folder, "report.html");
}
