import {
  BoxGeometry,
  BufferGeometry,
  CatmullRomCurve3,
  CylinderGeometry,
  Euler,
  Float32BufferAttribute,
  LatheGeometry,
  Matrix4,
  PlaneGeometry,
  Quaternion,
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

/** A plate `depth` thick along z from a convex outline in x/y; its edge bulges outwards by `bevel`. */
export function plate(outline: readonly (readonly [number, number])[], depth: number, bevel = 0.003): BufferGeometry {
  const corners = counterclockwise(outline);
  const edges = outwards(corners);
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  const around = corners.length;
  const middle = Math.max(0.0005, depth - 2 * bevel) / 2;
  for (const [degrees, z] of [90, 45, 0, 0, -45, -90].map((angle, i) => [angle, i < 3 ? middle : -middle])) {
    const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
    corners.forEach(([x, y], i) => {
      const [dx, dy] = edges[i];
      positions.push(x + dx * bevel * cosine, y + dy * bevel * cosine, z + bevel * sine);
      const length = Math.hypot(dx * cosine, dy * cosine, sine);
      normals.push((dx * cosine) / length, (dy * cosine) / length, sine / length);
    });
  }
  for (let ring = 0; ring < 5; ring++) {
    for (let i = 0; i < around; i++) {
      const [a, b] = [ring * around + i, ring * around + ((i + 1) % around)];
      indices.push(a, a + around, b, b, a + around, b + around);
    }
  }
  for (const [first, turn] of [
    [0, 0],
    [5 * around, 1],
  ]) {
    for (let i = 1; i < around - 1; i++) indices.push(first, first + i + turn, first + i + 1 - turn);
  }
  return meshed(positions, normals, indices);
}

function counterclockwise(outline: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const twiceArea = outline.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return twiceArea > 0 ? [...outline] : [...outline].reverse();
}

/** For each corner, how it moves when both its edges move outwards by one. */
function outwards(corners: readonly (readonly [number, number])[]): [number, number][] {
  const normals = corners.map(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    const length = Math.hypot(nextX - x, nextY - y);
    return [(nextY - y) / length, (x - nextX) / length];
  });
  return normals.map(([x, y], i) => {
    const [beforeX, beforeY] = normals[(i + normals.length - 1) % normals.length];
    const share = 1 + x * beforeX + y * beforeY;
    return [(x + beforeX) / share, (y + beforeY) / share];
  });
}

function meshed(positions: number[], normals: number[], indices: number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setIndex(indices);
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setAttribute("normal", new Float32BufferAttribute(normals, 3));
  return geometry;
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
