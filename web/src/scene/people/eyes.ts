import { Color, type Material, type Mesh, MeshBasicMaterial, type Object3D, Vector4 } from "three";
import { ROOM, WINDOW } from "../layout.ts";
import { PANELS } from "../room/shell.ts";

/** Half the size of a ceiling panel's lit face, and how far over the head end the first row of them shines, metres. */
const PANEL = { x: 0.58, z: 0.28 };
const NEAR_THE_BED = PANELS.filter(([x, z]) => Math.abs(x) < 2 && z < 2);

const CORNEA = /* glsl */ `
{
  vec3 mirrored = inverseTransformDirection(reflect(-normalize(vViewPosition), normalize(vNormal)), viewMatrix);
  float glint = 0.0;
  float up = (${ROOM.ceiling.toFixed(2)} - vPlace.y) / max(mirrored.y, 0.02);
  for (int i = 0; i < ${NEAR_THE_BED.length}; i++) {
    vec2 off = abs(vPlace.xz + mirrored.xz * up - panels[i].xy) - panels[i].zw;
    glint += smoothstep(0.08, -0.04, max(off.x, off.y)) * step(0.02, mirrored.y);
  }
  float aside = (${ROOM.right.toFixed(2)} - vPlace.x) / max(mirrored.x, 0.02);
  vec2 beside = abs(vPlace.yz + mirrored.yz * aside - pane.xy) - pane.zw;
  glint += 0.55 * smoothstep(0.1, -0.05, max(beside.x, beside.y)) * step(0.02, mirrored.x);
  gl_FragColor = vec4(glintColour, min(0.9, glint) * glintLight);
}
`;

const VARYINGS = "varying vec3 vNormal;\nvarying vec3 vViewPosition;\nvarying vec3 vPlace;";
const PASS_ON = `
vNormal = normalize(transformedNormal);
vViewPosition = -mvPosition.xyz;
vPlace = (modelMatrix * vec4(transformed, 1.0)).xyz;
`;
const UNIFORMS = /* glsl */ `
varying vec3 vViewPosition;
varying vec3 vPlace;
uniform vec4 panels[${NEAR_THE_BED.length}];
uniform vec4 pane;
uniform vec3 glintColour;
uniform float glintLight;
`;

/** Eyes that are wet: the cornea shows nothing but the lights that it mirrors, where they really are. */
export class Eyes {
  private readonly light = { value: 1 };

  constructor(root: Object3D) {
    root.traverse((part) => {
      const mesh = part as Mesh;
      if (mesh.isMesh && mesh.name === "cornea") this.polish(mesh);
    });
  }

  /** 1 by day, less at night. */
  setDaylight(daylight: number): void {
    this.light.value = 0.25 + 0.75 * daylight;
  }

  private polish(mesh: Mesh): void {
    (mesh.material as Material).dispose();
    const material = new MeshBasicMaterial({ transparent: true, depthWrite: false });
    const { near, far, bottom, top } = WINDOW;
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, {
        panels: { value: NEAR_THE_BED.map(([x, z]) => new Vector4(x, z, PANEL.x, PANEL.z)) },
        pane: { value: new Vector4((bottom + top) / 2, (near + far) / 2, (top - bottom) / 2, (far - near) / 2) },
        glintColour: { value: new Color(0xf4f8fc) },
        glintLight: this.light,
      });
      shader.vertexShader = shader.vertexShader
        .replace("#include <common>", `#include <common>\n${VARYINGS}`)
        .replace("#include <project_vertex>", `#include <project_vertex>\n${PASS_ON}`);
      shader.fragmentShader = shader.fragmentShader
        .replace("#include <common>", `#include <common>\n${UNIFORMS}`)
        .replace("#include <opaque_fragment>", CORNEA);
    };
    mesh.material = material;
    mesh.renderOrder = 2;
  }
}
