import type { Material, Mesh, Object3D } from "three";

/**
 * Hair shines along a band across its strands (Kajiya and Kay 1989). Cards carry v along the strand; the undercoat has
 * no direction and stays dull.
 */
const SHINE = /* glsl */ `
#if NUM_DIR_LIGHTS > 0
{
  vec2 acrossX = dFdx(vMapUv);
  vec2 acrossY = dFdy(vMapUv);
  vec3 strand = dFdx(-vViewPosition) * acrossY.x - dFdy(-vViewPosition) * acrossX.x;
  float known = step(1e-9, dot(strand, strand));
  strand = normalize(strand + vec3(0.0, 1e-9, 0.0));
  vec3 halfway = normalize(directionalLights[0].direction + normalize(vViewPosition));
  float along = dot(strand + 0.18 * normal, halfway);
  float band = pow(max(0.0, 1.0 - along * along), 26.0) * max(0.0, dot(normal, halfway));
  float tone = dot(diffuseColor.rgb, vec3(0.33));
  outgoingLight += known * band * (0.05 + 0.55 * tone) * directionalLights[0].color * mix(vec3(1.0), diffuseColor.rgb / max(tone, 0.02), 0.5) * 0.28;
}
#endif
`;

/** Gives the hair below `root` its shine and soft edges. */
export function combHair(root: Object3D): void {
  root.traverse((part) => {
    const mesh = part as Mesh;
    if (!mesh.isMesh || mesh.name !== "hair") return;
    const material = mesh.material as Material;
    material.alphaToCoverage = true;
    material.onBeforeCompile = (shader) => {
      shader.fragmentShader = shader.fragmentShader.replace(
        "#include <opaque_fragment>",
        `${SHINE}\n#include <opaque_fragment>`,
      );
    };
  });
}
