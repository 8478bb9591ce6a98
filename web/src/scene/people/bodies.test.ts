import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bodyAsset } from "./bodies.ts";

const ASSETS = new URL("../../../public/assets/", import.meta.url);
const PATIENTS = new URL("../../../../src/osler/content/patients/", import.meta.url);

it("draws the person that was modelled, else the nearest in age of the same sex", () => {
  expect(bodyAsset("patient-female-54")).toBe("patient-female-54");
  expect(bodyAsset("patient-male-25")).toBe("patient-male-25");
  expect(bodyAsset("patient-male-31")).toBe("patient-male-25");
  expect(bodyAsset("patient-male-66")).toBe("patient-male-71");
  expect(bodyAsset("patient-female-19")).toBe("patient-female-54");
  expect(bodyAsset("somebody")).toBe("patient-female-54");
});

it("has a figure of the right sex for every patient that the content knows", () => {
  const files = readdirSync(PATIENTS).filter((name) => name.endsWith(".yaml"));
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) {
    const build = /sex: (\w+), age_years: (\d+)/.exec(readFileSync(new URL(file, PATIENTS), "utf8"));
    const asset = bodyAsset(`patient-${build![1]}-${build![2]}`);
    expect(asset, file).toContain(`patient-${build![1]}-`);
    expect(existsSync(new URL(`${asset}.glb`, ASSETS)), asset).toBe(true);
  }
});
