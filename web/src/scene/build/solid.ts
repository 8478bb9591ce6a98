import {
  BoxGeometry,
  BufferGeometry,
  CatmullRomCurve3,
  CylinderGeometry,
  Euler,
  ExtrudeGeometry,
  Float32BufferAttribute,
  LatheGeometry,
  Matrix4,
  PlaneGeometry,
  Quaternion,
  Shape,
  SphereGeometry,
  TorusGeometry,
  TubeGeometry,
  Vector2,
  Vector3,
} from "three";

/** Solids in metres, centred on the origin unless said otherwise. Edges are rounded: nothing on a ward is sharp. */

/** A box whose edges are rounded by `radius`, from a subdivided cube pushed onto the rounded hull. */
export function box(width: number, height: number, depth: number, radius = 0.004, steps = 2): BufferGeometry {
  const segments = radius > 0 ? steps * 2 + 1 : 1;
  const geometry = new BoxGeometry(1, 1, 1, segments, segments, segments);
  if (radius <= 0) return geometry.scale(width, height, depth);
  const inner = new Vector3(width, height, depth).multiplyScalar(0.5).subScalar(radius);
  const position = geometry.attributes.position;
  const normal = geometry.attributes.normal;
  const corner = new Vector3();
  const face = new Vector3();
  for (let i = 0; i < position.count; i++) {
    corner.fromBufferAttribute(position, i);
    face.fromBufferAttribute(normal, i);
    corner.set(roundedStep(corner.x, steps), roundedStep(corner.y, steps), roundedStep(corner.z, steps));
    const sign = new Vector3(Math.sign(corner.x), Math.sign(corner.y), Math.sign(corner.z));
    const local = new Vector3(edge(corner.x), edge(corner.y), edge(corner.z)).multiply(sign);
    if (local.lengthSq() < 1e-9) local.copy(face);
    local.normalize();
    position.setXYZ(
      i,
      sign.x * inner.x + local.x * radius,
      sign.y * inner.y + local.y * radius,
      sign.z * inner.z + local.z * radius,
    );
    normal.setXYZ(i, local.x, local.y, local.z);
  }
  return geometry;
}

/** Maps a grid coordinate -0.5..0.5 so that the middle cell spans the flat part and the rest the rounding. */
function roundedStep(value: number, steps: number): number {
  const cells = steps * 2 + 1;
  const index = Math.round((value + 0.5) * cells);
  if (index <= steps) return -(1 + (steps - index) / steps);
  return 1 + (index - steps - 1) / steps;
}

/** How far into the rounding a mapped coordinate lies, as a direction component. */
function edge(mapped: number): number {
  return Math.tan(((Math.abs(mapped) - 1) * Math.PI) / 4);
}

export function cylinder(radius: number, height: number, sides = 20, topRadius = radius): BufferGeometry {
  return new CylinderGeometry(topRadius, radius, height, sides, 1);
}

export function ball(radius: number, sides = 16): BufferGeometry {
  return new SphereGeometry(radius, sides, Math.max(6, sides >> 1));
}

export function ring(radius: number, thickness: number, arc = Math.PI * 2, sides = 24): BufferGeometry {
  return new TorusGeometry(radius, thickness, 6, sides, arc);
}

/** A flat face looking along +z. */
export function sheet(width: number, height: number, columns = 1, rows = 1): BufferGeometry {
  return new PlaneGeometry(width, height, columns, rows);
}

/** A body of revolution about y from a profile of [radius, height] pairs, bottom first. */
export function turned(profile: readonly (readonly [number, number])[], sides = 20): BufferGeometry {
  return new LatheGeometry(
    profile.map(([r, y]) => new Vector2(r, y)),
    sides,
  );
}

/** A tube through the points. */
export function tube(points: readonly Vector3[], radius: number, sides = 6, steps = points.length * 8): BufferGeometry {
  return new TubeGeometry(new CatmullRomCurve3([...points], false, "catmullrom", 0.5), steps, radius, sides, false);
}

/** A bevelled plate from an outline in x/y, `depth` thick along z. */
export function plate(outline: readonly (readonly [number, number])[], depth: number, bevel = 0.003): BufferGeometry {
  const shape = new Shape(outline.map(([x, y]) => new Vector2(x, y)));
  const geometry = new ExtrudeGeometry(shape, {
    depth: Math.max(0.0005, depth - 2 * bevel),
    bevelEnabled: bevel > 0,
    bevelThickness: bevel,
    bevelSize: bevel,
    bevelSegments: 2,
    curveSegments: 6,
  });
  return geometry.translate(0, 0, -depth / 2 + bevel);
}

/** Extrudes a profile in x/y along z from 0 to `length` without caps. */
export function swept(profile: readonly (readonly [number, number])[], length: number): BufferGeometry {
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  profile.forEach(([x, y], i) => {
    positions.push(x, y, 0, x, y, length);
    uvs.push(0, i, 1, i);
    if (i > 0) {
      const a = (i - 1) * 2;
      indices.push(a, a + 1, a + 2, a + 1, a + 3, a + 2);
    }
  });
  const geometry = new BufferGeometry();
  geometry.setIndex(indices);
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setAttribute("uv", new Float32BufferAttribute(uvs, 2));
  geometry.computeVertexNormals();
  return geometry;
}

/** A placement: translation in metres, rotation in degrees (x, then y, then z), uniform or per-axis scale. */
export function at(
  x: number,
  y: number,
  z: number,
  turn: readonly [number, number, number] = [0, 0, 0],
  scale: number | readonly [number, number, number] = 1,
): Matrix4 {
  const [rx, ry, rz] = turn.map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const size = typeof scale === "number" ? new Vector3(scale, scale, scale) : new Vector3(...scale);
  return new Matrix4().compose(new Vector3(x, y, z), new Quaternion().setFromEuler(new Euler(rx, ry, rz, "YXZ")), size);
}

export function point(x: number, y: number, z: number): Vector3 {
  return new Vector3(x, y, z);
}
