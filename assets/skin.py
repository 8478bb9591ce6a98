"""Paints the skin: tone, blood and fine lines, lips, nails, brows, stubble and the shadow of the hair."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.ndimage import gaussian_filter

from assets.canvas import Canvas, layered_noise, noise
from assets.makehuman import Array, vertex_groups
from assets.morphs import body_mask

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Complexion:
    """Colours (sRGB 0..255) and amounts of one person's skin and hair."""

    skin: Colour = (217, 171, 147)
    lips: Colour = (188, 112, 106)
    hair: Colour = (96, 72, 56)
    brow: Colour = (92, 70, 56)
    redness: float = 1.0
    lines: float = 0.5  # depth of the painted wrinkles, 0..1
    spots: float = 0.3
    stubble: float = 0.0
    bald: float = 0.0  # 0 full hairline, 1 receded
    iris: tuple[int, int, int] = (104, 80, 58)
    iris_inner: tuple[int, int, int] = (146, 108, 62)
    seed: int = 1


@dataclass
class Face:
    """Landmarks of a standing head, metres: eye centres, lip centre, nose tip, chin, crown."""

    eye: Array  # left eye centre
    mouth: Array
    nose: Array
    crown: Array
    chin: Array
    marks: dict[str, float] = field(default_factory=dict)


def find_face(standing: Array) -> Face:
    """Reads the landmarks from the base mesh of a standing figure."""
    eye = standing[vertex_groups()["helper-l-eye"]].mean(0)
    body = standing[:13380]
    head = body[body[:, 1] > eye[1] - 0.14]
    middle = head[np.abs(head[:, 0]) < 0.012]
    nose = middle[(middle[:, 1] < eye[1] - 0.01) & (middle[:, 1] > eye[1] - 0.07)]
    teeth = standing[vertex_groups()["helper-upper-teeth"]]
    mouth = np.array([0.0, teeth[:, 1].min() + 0.001, teeth[:, 2].max()])
    chin = middle[(middle[:, 1] < mouth[1] - 0.02) & (middle[:, 1] > mouth[1] - 0.07)]
    return Face(eye, mouth, nose[nose[:, 2].argmax()], head[head[:, 1].argmax()], chin[chin[:, 2].argmax()])


def _around(points: Array, centre: Array, radii: tuple[float, float, float]) -> Array:
    """Gaussian blob 0..1; the left and the right side both count."""
    folded = points.copy()
    folded[..., 0] = np.abs(folded[..., 0])
    return np.exp(-((((folded - np.abs(np.where([1, 0, 0], centre, 0)) - np.where([0, 1, 1], centre, 0))
                      / np.array(radii)) ** 2).sum(-1)))  # fmt: skip


def _stroke(points: Array, line: list[tuple[float, float]], width: float) -> Array:
    """Soft line 0..1 along a polyline of frontal (x, y) points, folded left to right."""
    x, y = np.abs(points[..., 0]), points[..., 1]
    best = np.full(x.shape, 1e9)
    curve = _bend(line) if len(line) == 3 else line
    for (ax, ay), (bx, by) in pairwise(curve):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        t = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0, 1)
        best = np.minimum(best, np.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)))
    return np.exp(-((best / width) ** 2))


def _bend(line: list[tuple[float, float]], steps: int = 7) -> list[tuple[float, float]]:
    """Three points as a smooth curve through them."""
    a, b, c = (np.array(p) for p in line)
    control = 2 * b - (a + c) / 2
    t = np.linspace(0, 1, steps)[:, None]
    curve = (1 - t) ** 2 * a + 2 * t * (1 - t) * control + t**2 * c
    return [(float(px), float(py)) for px, py in curve]


def wrinkles(points: Array, face: Face) -> Array:
    """Darkness 0..1 of the lines of a face: forehead, crow's feet, between the brows, beside the mouth."""
    ex, ey = face.eye[0], face.eye[1]
    mx, my = 0.027, face.mouth[1]
    front = np.clip((points[..., 2] - face.eye[2] + 0.05) / 0.02, 0, 1)
    wobble = points + 0.0012 * np.stack([noise(points, 90, 5), noise(points, 90, 6), np.zeros(points.shape[:-1])], -1)
    lines = [
        *(([(0.0, ey + h), (0.028, ey + h + 0.003), (0.05, ey + h - 0.002)], 0.0016, 0.45)
          for h in (0.040, 0.051, 0.062)),
        *(([(ex + 0.023, ey - 0.001), (ex + 0.036, ey + s)], 0.0008, 0.75) for s in (-0.013, -0.005, 0.004)),
        ([(0.0065, ey + 0.012), (0.0072, ey + 0.019), (0.006, ey + 0.027)], 0.0016, 0.4),
        ([(ex - 0.016, ey - 0.011), (ex, ey - 0.0165), (ex + 0.017, ey - 0.012)], 0.0013, 0.45),
        ([(ex - 0.012, ey - 0.018), (ex + 0.004, ey - 0.0235), (ex + 0.018, ey - 0.02)], 0.0022, 0.35),
        ([(0.019, my + 0.030), (mx + 0.006, my + 0.012), (mx + 0.009, my - 0.004)], 0.0026, 0.7),
        ([(mx + 0.001, my - 0.004), (mx + 0.004, my - 0.02)], 0.0014, 0.5),
    ]  # fmt: skip
    total = np.zeros(points.shape[:-1])
    for line, width, depth in lines:
        total = np.maximum(total, depth * _stroke(wobble, line, width))
    uneven = 0.65 + 0.35 * noise(points, 55, 12)
    return total * front * uneven


def brow_strokes(points: Array, face: Face, seed: int) -> Array:
    """Coverage 0..1 of eyebrow hairs, drawn stroke by stroke in the frontal plane."""
    random = np.random.default_rng(seed)
    ex, ey = face.eye[0], face.eye[1]
    arch = np.array([(ex - 0.021, ey + 0.0155), (ex - 0.008, ey + 0.0205), (ex + 0.010, ey + 0.0215),
                     (ex + 0.026, ey + 0.0145)])  # fmt: skip
    near = (np.abs(np.abs(points[..., 0]) - ex) < 0.04) & (np.abs(points[..., 1] - ey - 0.018) < 0.016)
    near &= points[..., 2] > face.eye[2] - 0.02
    spots = points[near]
    cover = np.zeros(len(spots))
    for _ in range(420):
        t = random.uniform(0, 1)
        s = t * 3
        k = min(int(s), 2)
        root = arch[k] + (arch[k + 1] - arch[k]) * (s - k)
        root = root + np.array([0, random.normal(0, 0.0017) * (1.15 - 0.65 * t)])
        angle = np.radians(75 - 85 * t + random.normal(0, 9))
        length = random.uniform(0.0035, 0.0068) * (1 - 0.25 * t)
        tip = root + length * np.array([np.cos(angle), np.sin(angle)])
        line = [(root[0], root[1]), (tip[0], tip[1])]
        cover = np.maximum(cover, random.uniform(0.35, 0.85) * _stroke(spots, line, 0.00034))
    result = np.zeros(points.shape[:-1])
    middle = _stroke(spots, [tuple(point) for point in arch[:3]], 0.0036)
    result[near] = np.maximum(cover, 0.22 * middle)  # the skin between the hairs is shaded by them
    return result


def hairline(points: Array, face: Face, bald: float, ragged_m: float = 0.0035) -> Array:
    """Share of hair 0..1 on the scalp of a standing head; `ragged_m` makes the edge uneven."""
    height = points[..., 1] - face.eye[1]
    back = face.eye[2] - points[..., 2]  # metres behind the eyes
    side = np.abs(points[..., 0])
    temple = np.clip((side - 0.03) / 0.03, 0, 1)
    front_edge = 0.060 - 0.010 * np.clip(side / 0.05, 0, 1) ** 2 + bald * (0.02 + 0.012 * temple)
    over = np.clip((height - front_edge - ragged_m * noise(points, 160, 31)) / 0.010, 0, 1)
    over = over * np.clip((back - bald * (0.03 + 0.05 * np.clip(0.05 - side, 0, 1) / 0.05) + 0.01) / 0.02, 0, 1)
    sides = np.clip((back - 0.062 - ragged_m * noise(points, 160, 33)) / 0.010, 0, 1)
    sides *= np.clip((height + 0.005 + 0.028 * np.clip((back - 0.085) / 0.03, 0, 1)) / 0.012, 0, 1)
    nape = np.clip((back - 0.120) / 0.015, 0, 1) * np.clip((height + 0.075) / 0.015, 0, 1)
    return np.maximum(np.maximum(over, sides), nape)


def _stubble(points: Array, face: Face) -> Array:
    jaw = _around(points, face.mouth + np.array([0, -0.028, -0.03]), (0.055, 0.042, 0.06))
    lip = _around(points, face.mouth + np.array([0, 0.016, 0]), (0.03, 0.011, 0.03))
    area = np.clip(1.4 * np.maximum(jaw, lip) - 0.25, 0, 1)
    return area * (0.55 + 0.45 * np.clip(noise(points, 1400, 9) * 2, -1, 1))


def paint_skin(canvas: Canvas, standing: Array, openness: Array, look: Complexion) -> Array:
    """Albedo [size,size,3] 0..255; `openness` [n] is the close-range ambient occlusion per base mesh vertex."""
    points = canvas.spread(standing)
    face = find_face(standing)
    tone = np.array(look.skin, dtype=float) * np.ones((*points.shape[:2], 1))
    blood = np.array([0.35, -1.0, -0.85])
    mottle = layered_noise(points, 18, look.seed) * 3.4 + layered_noise(points, 70, look.seed + 9) * 2.2
    tone += mottle[..., None] * blood + (noise(points, 420, look.seed + 20) * 2.0)[..., None]
    flush = (
        0.9 * _around(points, np.array([face.eye[0] + 0.012, face.eye[1] - 0.034, face.eye[2]]), (0.024, 0.02, 0.04))
        + 0.7 * _around(points, face.nose, (0.013, 0.016, 0.018))
        + 0.5 * canvas.mask("ears") + 0.35 * _around(points, face.chin, (0.018, 0.014, 0.03))
    )  # fmt: skip
    tone += (flush * 13 * look.redness)[..., None] * blood
    tone += (_extremity_blush(points, standing) * 7)[..., None] * blood
    lids = np.clip(canvas.mask("eyelids"), 0, 1)
    socket = _around(points, face.eye + np.array([0, -0.012, 0.01]), (0.016, 0.008, 0.03))
    tone += (0.22 * lids + 0.6 * socket)[..., None] * np.array([-12, -15, -8])
    tone *= 1 - (0.25 * look.lines * wrinkles(points, face))[..., None] * np.array([0.8, 1.0, 1.0])
    tone = _spots(tone, points, look)
    lips = gaussian_filter(np.clip(canvas.mask("lips") * 1.1, 0, 1), 1.6)
    lip_tone = np.array(look.lips) + (noise(points * [1, 0.2, 1], 900, 41) * 7)[..., None]
    tone = tone * (1 - 0.78 * lips[..., None]) + lip_tone * 0.78 * lips[..., None]
    seam = np.exp(-(((points[..., 1] - face.mouth[1]) / 0.0016) ** 2)) * (lips > 0.3)
    inside = np.clip(canvas.mask("inside-mouth"), 0, 1)[..., None]
    tone = tone * (1 - inside) + np.array([150, 72, 70]) * inside - (seam * 12)[..., None]
    nails = np.clip(canvas.mask("fingernails") + canvas.mask("toenails"), 0, 1)[..., None]
    tone = tone * (1 - 0.7 * nails) + np.array([226, 176, 164]) * 0.7 * nails
    tone = _hair_shadow(tone, points, face, look)
    tone += np.random.default_rng(look.seed).normal(0, 1.7, tone.shape[:2])[..., None]  # pores
    shade = canvas.spread(openness[:, None])[..., 0]
    return tone * (0.5 + 0.5 * shade)[..., None] ** np.array([0.7, 1.0, 1.05])


def _extremity_blush(points: Array, standing: Array) -> Array:
    """Redder knuckles, palms, elbows and knees."""
    spots = [("finger-2-1", 0.02), ("finger-4-1", 0.02), ("elbow", 0.035), ("knee", 0.05)]
    total = np.zeros(points.shape[:-1])
    for name, radius in spots:
        centre = standing[vertex_groups()[f"joint-l-{name}"]].mean(0)
        total += _around(points, centre, (radius, radius, radius))
    return total


def _spots(tone: Array, points: Array, look: Complexion) -> Array:
    """Freckles and, with age, flat brown spots."""
    small = np.clip(noise(points, 260, look.seed + 50) - 0.72, 0, 1) * 3.0
    large = np.clip(noise(points, 95, look.seed + 60) - 0.78, 0, 1) * 3.5
    return tone - (look.spots * (small + large))[..., None] * np.array([34, 44, 46])


def _hair_shadow(tone: Array, points: Array, face: Face, look: Complexion) -> Array:
    """Brows, stubble and the scalp under the hair."""
    brows = gaussian_filter(brow_strokes(points, face, look.seed), 0.5)[..., None]
    tone = tone * (1 - 0.9 * brows) + np.array(look.brow) * 0.9 * brows
    stubble = (look.stubble * _stubble(points, face))[..., None]
    tone = tone * (1 - 0.45 * stubble) + np.array([120, 118, 118]) * 0.45 * stubble
    on_head = (points[..., 1] > face.eye[1] - 0.09)[..., None]
    scalp = (hairline(points, face, look.bald)[..., None] * on_head) * 0.8
    strands = (0.85 + 0.3 * noise(points * [1, 0.15, 0.15], 900, 71))[..., None]
    return tone * (1 - scalp) + np.array(look.hair) * strands * scalp


def sign_masks(standing: Array) -> Array:
    """Per base mesh vertex [n,4]: lips and nails; face and neck flush; wheal-prone skin; mottling of extremities."""
    face = find_face(standing)
    x, y = np.abs(standing[:, 0]), standing[:, 1]
    shoulder = standing[vertex_groups()["joint-l-shoulder"]].mean(0)
    elbow = standing[vertex_groups()["joint-l-elbow"]].mean(0)
    hand = standing[vertex_groups()["joint-l-hand"]].mean(0)
    knee, hip = (standing[vertex_groups()[n]].mean(0)[1] for n in ("joint-l-knee", "joint-l-upper-leg"))
    lips = np.maximum(body_mask("lips"), np.maximum(body_mask("fingernails"), body_mask("toenails")))
    neck_low = shoulder[1] - 0.02
    flush = np.clip((y - neck_low + 0.06) / 0.10, 0, 1) * np.clip((shoulder[0] + 0.04 - x) / 0.06, 0, 1)
    flush *= 1 - 0.8 * np.clip((y - face.eye[1] - 0.08) / 0.03, 0, 1)
    hands = np.clip((x - hand[0] + 0.02) / 0.04, 0, 1)
    trunk = np.clip((y - hip + 0.10) / 0.10, 0, 1) * np.clip((face.chin[1] - 0.005 - y) / 0.03, 0, 1)
    thighs = np.clip((hip - y) / 0.1, 0, 1) * np.clip((y - knee) / 0.2, 0, 1)
    hives = np.maximum(trunk * (1 - 0.9 * hands), 0.55 * thighs)
    arms = np.clip((x - elbow[0]) / (hand[0] - elbow[0]), 0, 1)
    legs = np.clip((knee + 0.15 - y) / 0.30, 0, 1)
    mottle = np.maximum(arms, legs)
    ears_nose = np.maximum(body_mask("ears"), np.exp(-(((standing - face.nose) / 0.014) ** 2).sum(1)))
    return np.stack([lips, flush, hives, np.maximum(mottle, 0.5 * ears_nose)], axis=1)
