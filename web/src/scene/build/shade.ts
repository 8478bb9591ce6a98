import { type BufferGeometry, Color, Float32BufferAttribute, PlaneGeometry } from "three";

/** Contact shadows and corner darkening, baked into vertex colours: they cost no texture and no light. */

const INK = new Color(0x20282a);

/** A soft dark patch lying on the floor (normal +y) under something `width` by `depth` metres. */
export function contact(width: number, depth: number, strength: number, spread = 0.12): BufferGeometry {
  const steps = 14;
  const geometry = new PlaneGeometry(width + 2 * spread, depth + 2 * spread, steps, steps);
  const position = geometry.attributes.position;
  const colours = new Float32Array(position.count * 4);
  for (let i = 0; i < position.count; i++) {
    const dx = Math.max(0, Math.abs(position.getX(i)) - width / 2 + spread * 0.6) / (spread * 1.6);
    const dz = Math.max(0, Math.abs(position.getY(i)) - depth / 2 + spread * 0.6) / (spread * 1.6);
    const fade = Math.max(0, 1 - Math.hypot(dx, dz));
    colours.set([INK.r, INK.g, INK.b, strength * fade * fade * (3 - 2 * fade)], i * 4);
  }
  geometry.setAttribute("color", new Float32BufferAttribute(colours, 4));
  return geometry.rotateX(-Math.PI / 2);
}

/** A dark gradient `length` along x and `reach` along y, darkest at y = 0, looking along +z: for inner corners. */
export function corner(length: number, reach: number, strength: number): BufferGeometry {
  const geometry = new PlaneGeometry(length, reach, 1, 8);
  geometry.translate(0, reach / 2, 0);
  const position = geometry.attributes.position;
  const colours = new Float32Array(position.count * 4);
  for (let i = 0; i < position.count; i++) {
    const fade = 1 - position.getY(i) / reach;
    colours.set([INK.r, INK.g, INK.b, strength * fade * fade * fade], i * 4);
  }
  geometry.setAttribute("color", new Float32BufferAttribute(colours, 4));
  return geometry;
}

/** Gives a geometry vertex colours: `colour` times `light(x, y, z)`. */
export function lit(
  geometry: BufferGeometry,
  colour: number,
  light: (x: number, y: number, z: number) => number,
): BufferGeometry {
  const base = new Color(colour);
  const position = geometry.attributes.position;
  const colours = new Float32Array(position.count * 4);
  for (let i = 0; i < position.count; i++) {
    const k = light(position.getX(i), position.getY(i), position.getZ(i));
    colours.set([base.r * k, base.g * k, base.b * k, 1], i * 4);
  }
  geometry.setAttribute("color", new Float32BufferAttribute(colours, 4));
  return geometry;
}
