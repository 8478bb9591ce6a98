import { type BufferGeometry, Color, Float32BufferAttribute, Group, type Material, Matrix4, Mesh } from "three";
import { mergeGeometries, mergeVertices } from "three/examples/jsm/utils/BufferGeometryUtils.js";
import { ROUGHNESS, type Surface, type Surfaces } from "./surfaces.ts";

const IDENTITY = new Matrix4();

/**
 * Collects coloured solids and merges them by surface: one draw call a surface, whatever the number of parts.
 * Colours travel per vertex, so a whole room shares six materials.
 */
export class Batch {
  private readonly parts = new Map<Surface, BufferGeometry[]>();
  private frame = IDENTITY;

  /** Everything added inside `build` is placed in this frame. */
  within(frame: Matrix4, build: () => void): this {
    const outer = this.frame;
    this.frame = outer.clone().multiply(frame);
    build();
    this.frame = outer;
    return this;
  }

  /** Adds a solid; the geometry is consumed. `colour` is sRGB; null keeps the geometry's own vertex colours. */
  add(geometry: BufferGeometry, surface: Surface, colour: number | null, placement: Matrix4 = IDENTITY): this {
    const part = ready(geometry, colour, ROUGHNESS[surface] ?? null);
    part.applyMatrix4(this.frame.clone().multiply(placement));
    const drawn: Surface = ROUGHNESS[surface] === undefined ? surface : "matte";
    const list = this.parts.get(drawn);
    if (list) list.push(part);
    else this.parts.set(drawn, [part]);
    return this;
  }

  /** The merged meshes under one named group. */
  build(name: string, surfaces: Surfaces): Group {
    const group = new Group();
    group.name = name;
    for (const [surface, parts] of this.parts) {
      const geometry = mergeGeometries(parts);
      for (const part of parts) part.dispose();
      const mesh = new Mesh(geometry, surfaces.of(surface) as Material);
      mesh.name = `${name}:${surface}`;
      mesh.castShadow = surface !== "clear" && surface !== "glow" && surface !== "shade";
      mesh.receiveShadow = surface !== "glow" && surface !== "shade";
      if (surface === "clear" || surface === "shade") mesh.renderOrder = surface === "shade" ? 1 : 3;
      group.add(mesh);
    }
    return group;
  }
}

/** Indexed, with position, normal, uv and colour: what merging needs to agree on. Alpha carries roughness if given. */
function ready(geometry: BufferGeometry, colour: number | null, roughness: number | null): BufferGeometry {
  const indexed = geometry.index ? geometry : mergeVertices(geometry);
  const count = indexed.attributes.position.count;
  if (!indexed.attributes.uv) indexed.setAttribute("uv", new Float32BufferAttribute(new Float32Array(count * 2), 2));
  if (colour !== null) {
    const { r, g, b } = new Color(colour);
    const colours = new Float32Array(count * 4);
    for (let i = 0; i < count; i++) colours.set([r, g, b, 1], i * 4);
    indexed.setAttribute("color", new Float32BufferAttribute(colours, 4));
  }
  if (roughness !== null) {
    const colours = indexed.getAttribute("color");
    for (let i = 0; i < count; i++) colours.setW(i, roughness);
  }
  for (const name of Object.keys(indexed.attributes)) {
    if (!["position", "normal", "uv", "color"].includes(name)) indexed.deleteAttribute(name);
  }
  return indexed;
}
