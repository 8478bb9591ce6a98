import type { Material } from "three";

/**
 * Cloth lies on the skin: a raised arm or a turned trunk lets the skin through it by millimetres. Drawn as if it were
 * that much nearer, the cloth covers it; 900 units are 7 mm at two metres.
 */
export function overSkin(material: Material): void {
  material.polygonOffset = true;
  material.polygonOffsetFactor = -2;
  material.polygonOffsetUnits = -900;
}
