import { Color, type Material, type Mesh, MeshBasicMaterial, type Object3D, Vector3 } from "three";
import { WINDOW } from "../layout.ts";

/** The window as an eye in the bed sees it: what is mirrored in it is what makes an eye look alive. */
const FROM_BED = new Vector3(0, 1.05, -0.9);
const MIDDLE = new Vector3(2.35, (WINDOW.bottom + WINDOW.top) / 2, (WINDOW.near + WINDOW.far) / 2).sub(FROM_BED);
const ACROSS = new Vector3(0, 0, 1);
const HALF = { across: 0.34, up: 0.3 }; // of a unit of distance; a little larger than life, as in every portrait

const CORNEA = /* glsl */ `
{
  vec3 mirrored = inverseTransformDirection(reflect(-normalize(vViewPosition), normalize(vNormal)), viewMatrix);
  float ahead = dot(mirrored, windowAt);
  vec2 place = vec2(dot(mirrored, windowAcross), dot(mirrored, windowUp)) / max(ahead, 0.05);
  vec2 inside = smoothstep(windowHalf, windowHalf * 0.86, abs(place));
  float bar = smoothstep(0.012, 0.03, abs(place.x));
  float glint = inside.x * inside.y * bar * step(0.05, ahead);
  float ceiling = 0.12 * smoothstep(0.75, 0.95, mirrored.y);
  gl_FragColor = vec4(windowColour, max(glint * 0.85, ceiling) * windowLight);
}
`;

const VARYINGS = "varying vec3 vNormal;\nvarying vec3 vViewPosition;";
const PASS_ON = "vNormal = normalize(transformedNormal);\nvViewPosition = -mvPosition.xyz;";
const UNIFORMS = /* glsl */ `
varying vec3 vViewPosition;
uniform vec3 windowAt;
uniform vec3 windowAcross;
uniform vec3 windowUp;
uniform vec2 windowHalf;
uniform vec3 windowColour;
uniform float windowLight;
`;

/** Eyes that are wet: the cornea shows nothing but the window it mirrors. */
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
    const ahead = MIDDLE.clone().normalize();
    const across = ACROSS.clone().addScaledVector(ahead, -ahead.z).normalize();
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, {
        windowAt: { value: ahead },
        windowAcross: { value: across },
        windowUp: { value: new Vector3().crossVectors(across, ahead) },
        windowHalf: { value: [HALF.across, HALF.up] },
        windowColour: { value: new Color(0xf4f8fc) },
        windowLight: this.light,
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
