import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** What web/lean-three.ts leaves out of the build. A ward that begins to use one of these must be given it back there. */
const LEFT_OUT =
  /Mesh(Phong|Toon|Matcap)Material|BatchedMesh|LightProbe|ClippingPlane|clippingPlanes|\b(envMap|bumpMap|displacementMap|alphaHash|iridescence|transmission|toneMapping = (?!NeutralToneMapping))\b|scene\.environment/;

const SOURCES = new URL("../", import.meta.url).pathname;

describe("the lean three.js of the build", () => {
  const files = ["scene", "xr", "input", "assets", "signals"].flatMap((folder) =>
    readdirSync(join(SOURCES, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => join(SOURCES, folder, name)),
  );

  it("has everything the ward's sources ask for", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => LEFT_OUT.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});
