/** GLSL of the skin. Lengths inside are metres in the rest pose, so patterns stay on the skin while it moves. */

export const SKIN_VERTEX_PREAMBLE = /* glsl */ `
attribute vec4 signs;
uniform float restScale;
varying vec4 vSigns;
varying vec3 vRest;
#ifdef SKIN_OCCLUSION
attribute vec2 uv1;
varying float vOcclusion;
#endif
`;

export const SKIN_VERTEX = /* glsl */ `
vSigns = signs;
vRest = position * restScale;
#ifdef SKIN_OCCLUSION
vOcclusion = uv1.x;
#endif
`;

export const SKIN_PREAMBLE = /* glsl */ `
varying vec4 vSigns;
varying vec3 vRest;
#ifdef SKIN_OCCLUSION
varying float vOcclusion;
#endif
uniform float flush;
uniform float urticaria;
uniform float pallor;
uniform float cyanosis;
uniform float sweating;
uniform float mottling;

float skinHash(vec3 p) {
  p = fract(p * vec3(0.1031, 0.1030, 0.0973));
  p += dot(p, p.yxz + 33.33);
  return fract((p.x + p.y) * p.z);
}

float skinNoise(vec3 p) {
  vec3 i = floor(p);
  vec3 f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(
    mix(mix(skinHash(i), skinHash(i + vec3(1, 0, 0)), f.x), mix(skinHash(i + vec3(0, 1, 0)), skinHash(i + vec3(1, 1, 0)), f.x), f.y),
    mix(mix(skinHash(i + vec3(0, 0, 1)), skinHash(i + vec3(1, 0, 1)), f.x), mix(skinHash(i + vec3(0, 1, 1)), skinHash(i + vec3(1, 1, 1)), f.x), f.y),
    f.z);
}

/**
 * Distances to the nearest and second nearest of scattered points, and a random number of the nearest. Points stay in
 * the middle of their cells, so the eight cells around the place are enough.
 */
vec3 skinCells(vec3 p) {
  vec3 i = floor(p - 0.5);
  vec3 f = p - i;
  vec3 best = vec3(8.0, 8.0, 0.0);
  for (int n = 0; n < 8; n++) {
    vec3 cell = vec3(n & 1, (n >> 1) & 1, n >> 2);
    vec3 id = i + cell;
    float h = skinHash(id);
    vec3 spot = cell + 0.5 + 0.56 * (fract(h * vec3(1.0, 37.7, 91.3)) - 0.5) - f;
    float d = dot(spot, spot);
    if (d < best.x) best = vec3(d, best.x, fract(h * 53.7));
    else if (d < best.y) best.y = d;
  }
  return vec3(sqrt(best.xy), best.z);
}

/**
 * Height 0..1 of the weals here and the redness around them, from scattered points of which a 'share' bear one of a
 * radius around 'size' cells. Weal and halo together stay under 0.7 cells: so far the eight cells around see.
 */
vec2 wealsOf(vec3 p, float size, float share) {
  vec3 i = floor(p - 0.5);
  vec3 f = p - i;
  vec2 here = vec2(0.0);
  for (int n = 0; n < 8; n++) {
    vec3 cell = vec3(n & 1, (n >> 1) & 1, n >> 2);
    float h = skinHash(i + cell);
    vec3 spot = cell + 0.5 + 0.56 * (fract(h * vec3(1.0, 37.7, 91.3)) - 0.5) - f;
    float chance = fract(h * 53.7);
    float radius = size * (0.6 + 0.4 * fract(h * 17.3)) * smoothstep(0.0, 0.15, share - chance);
    float d = length(spot);
    here = max(here, vec2(smoothstep(radius, radius * 0.55, d), smoothstep(radius + 0.24, radius * 0.8, d) * step(0.01, radius)));
  }
  return here;
}

vec2 weals(float amount) {
  if (amount <= 0.01) return vec2(0.0);
  vec3 bent = vRest + 0.008 * (vec3(skinNoise(vRest * 60.0), skinNoise(vRest * 60.0 + 9.0), skinNoise(vRest * 60.0 + 21.0)) - 0.5);
  float patchy = smoothstep(0.1, 0.45, skinNoise(vRest * 9.0) + 0.5 * amount);
  float wide = 0.3 + 0.14 * amount;
  vec2 large = wealsOf(bent * 24.0, wide, 0.25 + 0.85 * amount);
  vec2 small = wealsOf(bent * 46.0 + 4.0, wide, 0.2 + 0.8 * amount);
  return max(large, small) * patchy * smoothstep(0.0, 0.15, amount);
}

vec2 skinWeals;
float skinDrops;
`;

export const SKIN_FRAGMENT = /* glsl */ `
{
  vec3 skin = diffuseColor.rgb;
  float lips = vSigns.r;
  float tone = dot(skin, vec3(0.3, 0.55, 0.15));
  float coarse = skinNoise(vRest * 24.0) * 0.6 + skinNoise(vRest * 70.0) * 0.4;
  float fine = skinNoise(vRest * 420.0);
  skin *= 0.95 + 0.08 * coarse + 0.04 * (fine - 0.5);
  skin *= mix(vec3(1.0), vec3(1.035, 0.945, 0.925), smoothstep(0.45, 0.8, coarse) * (0.4 + 0.6 * vSigns.g));
  vec3 rosy = vec3(0.88, 0.56, 0.53);
  skin *= mix(vec3(1.0), rosy, lips * 0.25 * (1.0 - 0.85 * pallor));

  float red = flush * vSigns.g * (0.35 + 0.75 * smoothstep(0.2, 0.8, skinNoise(vRest * 15.0) * 0.7 + skinNoise(vRest * 41.0) * 0.3));
  skin *= mix(vec3(1.0), mix(vec3(0.95, 0.6, 0.56), vec3(1.0, 0.66, 0.62), smoothstep(0.1, 0.4, tone)), clamp(0.85 * red, 0.0, 0.9));

  skinWeals = weals(urticaria * smoothstep(0.02, 0.5, vSigns.b));
  skin *= mix(vec3(1.0), vec3(0.98, 0.56, 0.53), skinWeals.y * 0.85);
  skin = mix(skin, skin * vec3(1.0, 1.17, 1.15) + vec3(0.03, 0.026, 0.022), skinWeals.x * 0.75);

  float grey = dot(skin, vec3(0.32, 0.52, 0.16));
  skin = mix(skin, vec3(1.05, 1.0, 0.9) * (grey * 1.06 + 0.03), pallor * (0.6 + 0.22 * lips));

  float blue = cyanosis * max(lips, 0.24 * vSigns.g + 0.22 * vSigns.a);
  vec3 dusky = vec3(0.27, 0.265, 0.36) * (0.5 + 0.75 * sqrt(max(tone, 0.05)));
  skin = mix(skin, dusky, clamp(blue, 0.0, 0.82));

  if (mottling > 0.01) {
    vec3 net = skinCells(vRest * 34.0 + 0.5 * skinNoise(vRest * 40.0));
    float lace = 1.0 - smoothstep(0.0, 0.32, net.y - net.x);
    skin *= mix(vec3(1.0), vec3(0.8, 0.66, 0.76), lace * mottling * vSigns.a);
  }
#ifdef SKIN_OCCLUSION
  float open = mix(0.35, 1.0, vOcclusion);
  skin *= mix(vec3(open * 0.9, open * 0.8, open * 0.78) + vec3(0.1, 0.12, 0.12) * open, vec3(1.0), vOcclusion);
#endif
  skinDrops = 0.0;
  if (sweating > 0.02) {
    vec3 drop = skinCells(vRest * 190.0);
    float size = 0.3 * sweating * step(0.62 - 0.3 * sweating, drop.z);
    float close = 1.0 - smoothstep(0.0006, 0.0016, length(fwidth(vRest))); // from afar drops are only a sheen
    skinDrops = smoothstep(size, size * 0.4, drop.x) * smoothstep(0.05, 0.5, vSigns.g + vSigns.b * 0.5) * close;
  }
  diffuseColor.rgb = skin;
}
`;

export const SKIN_ROUGHNESS = /* glsl */ `
roughnessFactor += 0.16 * (skinNoise(vRest * 260.0) - 0.5) - 0.05 * vSigns.g * skinNoise(vRest * 30.0);
roughnessFactor = mix(roughnessFactor, 0.3, sweating * clamp(vSigns.g + 0.35, 0.0, 1.0));
roughnessFactor = mix(roughnessFactor, 0.16, skinDrops);
roughnessFactor = mix(roughnessFactor, 0.4, vSigns.r * 0.6);
`;

export const SKIN_NORMAL = /* glsl */ `
{
  float relief = skinWeals.x * 0.0007 + skinDrops * 0.0002 + (skinNoise(vRest * 900.0) - 0.5) * 0.00006;
  vec3 along = dFdx(-vViewPosition);
  vec3 across = dFdy(-vViewPosition);
  vec3 r1 = cross(across, normal);
  vec3 r2 = cross(normal, along);
  float det = dot(along, r1) * (float(gl_FrontFacing) * 2.0 - 1.0);
  vec3 slope = sign(det) * (dFdx(relief) * r1 + dFdy(relief) * r2);
  normal = normalize(abs(det) * normal - slope);
}
`;

/** Light that enters skin comes out beside where it entered, and red: shadow edges on it are soft and warm. */
export const SKIN_LIGHT = /* glsl */ `
#if NUM_DIR_LIGHTS > 0
{
  float facing = dot(normal, directionalLights[0].direction);
  float edge = smoothstep(-0.55, 0.05, facing) * (1.0 - smoothstep(0.0, 0.55, facing));
  vec3 blood = vec3(0.2, 0.055, 0.035) * (1.0 - 0.8 * max(pallor, cyanosis));
  reflectedLight.directDiffuse += edge * blood * diffuseColor.rgb * directionalLights[0].color * RECIPROCAL_PI;
}
#endif
`;
