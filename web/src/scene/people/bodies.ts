/** The bodies there are: asset names, spelled patient-SEX-AGE. */
const BODIES = ["patient-female-54", "patient-male-25", "patient-male-71"] as const;

/**
 * The asset to draw for the body a session asks for. A patient nobody has been modelled after yet is drawn as the one
 * of the same sex who is nearest in age; one whose sex the name does not say, as the first.
 */
export function bodyAsset(body: string): string {
  const wanted = parts(body);
  const same = BODIES.filter((name) => parts(name).sex === wanted.sex);
  if (same.length === 0) return BODIES[0];
  const years = (name: string) => Math.abs(parts(name).age - wanted.age);
  return same.reduce((best, name) => (years(name) < years(best) ? name : best));
}

function parts(body: string): { sex: string; age: number } {
  const [, sex = "", age = ""] = body.split("-");
  return { sex, age: Number.parseInt(age, 10) || 0 };
}
