"""Hair: an undercoat lifted off the scalp and layers of strand cards combed along a flow; lashes share its texture."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from assets.canvas import noise
from assets.cloth import boundary_loops, cut, whole
from assets.glb import Material, Mesh
from assets.makehuman import BODY_VERTICES, Array, Ints, base_mesh
from assets.morphs import body_mask, quad_normals
from assets.skin import Complexion, Face, find_face, hairline

STRIPS = 4  # strand strips in the left three quarters of the texture; lashes in the last quarter
STRIP_WIDTH = 0.75 / STRIPS
CARD_STEPS = 5
GREY = (168, 160, 152)
SOLID = 20  # texels of the opaque corner of the 256-texel texture


@dataclass(frozen=True)
class Haircut:
    """Shape of a haircut; lengths in m. `parting` is where the hair divides on top, metres to the left."""

    cards: int = 420
    length_top: float = 0.085
    length_side: float = 0.085
    length_back: float = 0.07
    lift: float = 0.013
    width: float = 0.017
    parting: float = 0.022
    wisps: int = 170  # fine short cards along the hairline, so that it has no edge
    sweep: float = 0.75  # how far the sides are combed back over the ears
    grey: float = 0.0  # share of the cards that have lost their colour
    gathered: bool = False  # combed back and tied
    seed: int = 11


def _strand_strip(height: int, width: int, random: np.random.Generator, density: float, thin: float) -> Array:
    """RGBA strip of strands that thin out towards the tip; root at the top row."""
    strip = np.zeros((height, width, 4))
    t = np.linspace(0, 1, height)
    for _ in range(int(width * density)):
        x0 = random.uniform(0.06, 0.94) * width
        drift = random.normal(0, 0.06) * width * t + random.normal(0, 0.03) * width * np.sin(t * random.uniform(2, 5))
        x = x0 + drift - (x0 - width / 2) * 0.25 * t**2
        end = random.uniform(0.42, 1.0) ** thin
        begin = max(random.uniform(-0.1, 0.24), 0.0)
        shade = random.uniform(0.5, 1.3)
        for row in range(height):
            if t[row] > end:
                break
            if t[row] < begin:
                continue
            for column, cover in ((int(x[row]), 1.0), (int(x[row]) + 1, 0.55)):
                if 0 <= column < width:
                    strip[row, column, :3] = min(shade * 0.86, 1.0) * 255
                    strip[row, column, 3] = max(strip[row, column, 3], 255 * cover)
    strip[..., 3] = gaussian_filter1d(strip[..., 3], 0.6, axis=1)
    solid = strip[..., 3] > 8
    strip[~solid, :3] = 205
    return strip


def paint_strands(seed: int, size: int = 512) -> bytes:
    """WebP with alpha: four strand strips and one strip of lashes, grey so that vertex colours tint it."""
    random = np.random.default_rng(seed)
    image = np.full((size, size, 4), (205, 205, 205, 0), dtype=float)
    width = int(size * STRIP_WIDTH)
    for k in range(STRIPS):
        image[:, k * width : (k + 1) * width] = _strand_strip(size, width, random, 1.05, 0.8 + 0.2 * k)
    corner = SOLID * size // 256
    image[-corner:, :corner, 3] = 255  # opaque corner for the undercoat
    lashes = np.full((size, size // 4, 4), (60, 50, 46, 0), dtype=float)
    lashes[:, : size // 28, 3] = 255  # the dense line of roots
    for row in np.linspace(6, size - 8, 58):
        reach = random.uniform(0.55, 0.98) * (size // 4)
        for x in range(int(reach)):
            y = row + random.normal(0, 0.1) + (x / reach) ** 2 * 10 * np.sign(row - size / 2)
            thick = 3.0 * (1 - x / reach) + 1.2
            for yy in range(int(y - 4), int(y + 6)):
                if 0 <= yy < size:
                    cover = np.clip(thick - abs(yy - y), 0, 1) * 255
                    lashes[yy, x, 3] = max(lashes[yy, x, 3], cover)
    image[:, size * 3 // 4 :] = lashes
    out = io.BytesIO()
    Image.fromarray(np.clip(image, 0, 255).astype(np.uint8), "RGBA").save(out, "WEBP", quality=82, method=6, exact=True)
    return out.getvalue()


def linear(colour: tuple[float, float, float]) -> Array:
    """sRGB 0..255 to linear 0..1."""
    c = np.array(colour) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


class Scalp:
    """The standing head: skin near a point, where hair grows, and which way it is combed."""

    def __init__(self, standing: Array, look: Complexion, cut: Haircut) -> None:
        self.face: Face = find_face(standing)
        self.cut, self.bald = cut, look.bald
        quads = base_mesh().quads["body"][:, :, 0]
        normals = quad_normals(standing, quads)
        ears = body_mask("ears")[:BODY_VERTICES] > 0.35
        head = np.flatnonzero((standing[:BODY_VERTICES, 1] > self.face.eye[1] - 0.12) & ~ears)
        self.points, self.normals = standing[head], normals[head]
        self.tree = cKDTree(self.points)
        ids = set(head.tolist())
        self.quads: Ints = np.array([q for q in quads if ids.issuperset(q.tolist())])
        self.local = np.full(len(standing), -1)
        self.local[head] = np.arange(len(head))

    def surface(self, points: Array) -> tuple[Array, Array]:
        """Nearest skin (averaged over a few vertices) and its normal."""
        distance, index = self.tree.query(points, k=4)
        weight = 1 / (distance + 1e-4)
        weight = (weight / weight.sum(1, keepdims=True))[..., None]
        normal = (self.normals[index] * weight).sum(1)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        foot = (self.points[index] * weight).sum(1)
        foot = points - normal * ((points - foot) * normal).sum(1, keepdims=True)
        return foot, normal

    def grows(self, points: Array) -> Array:
        """Share of hair 0..1."""
        return hairline(points, self.face, self.bald, ragged_m=0.0)

    def flow(self, points: Array) -> Array:
        """Combing direction [n,3]: away from the parting, forward fringe, back and down behind the ears."""
        height = points[:, 1] - self.face.eye[1]
        back = self.face.eye[2] - points[:, 2]
        side = np.tanh((points[:, 0] - self.cut.parting) / 0.018)
        top = np.clip((height - 0.06) / 0.05, 0, 1)
        behind = np.clip((back - 0.09) / 0.06, 0, 1)
        if self.cut.gathered:
            return self.knot() - points
        across = np.stack([side * (0.45 + 0.55 * top), np.full(len(points), -0.55) - 0.3 * behind,
                           0.10 - self.cut.sweep * (1 - behind) * (0.35 + 0.65 * (1 - top))], axis=1)  # fmt: skip
        return across + 0.25 * np.stack([noise(points, 45, k) for k in (1, 2, 3)], axis=1)

    def knot(self) -> Array:
        """Where gathered hair is tied, behind the crown."""
        return np.array([0.0, self.face.eye[1] + 0.035, self.points[:, 2].min() - 0.012])

    def over_forehead(self, points: Array) -> Array:
        """1 in the middle of the forehead's hairline, 0 at the temples and behind."""
        front = np.clip((points[:, 2] - self.face.eye[2] + 0.05) / 0.02, 0, 1)
        return np.asarray(front * np.clip((0.045 - np.abs(points[:, 0])) / 0.02, 0, 1))

    def length(self, points: Array) -> Array:
        """Strand length [n] m."""
        top = np.clip((points[:, 1] - self.face.eye[1] - 0.05) / 0.04, 0, 1)
        behind = np.clip((self.face.eye[2] - points[:, 2] - 0.10) / 0.04, 0, 1)
        cut = self.cut
        side = cut.length_side * (1 - behind) + cut.length_back * behind
        return cut.length_top * top + side * (1 - top)


def _undercoat(scalp: Scalp, colour: Array) -> tuple[Array, ...]:
    """The lifted scalp, cut along the hairline: positions, normals, uv, colours, triangles."""
    corners = scalp.local[scalp.quads]
    triangles = np.concatenate([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])
    piece = cut(whole(triangles, len(scalp.points)), scalp.grows(scalp.points) - 0.58)
    points, normals = piece.of(scalp.points), piece.of(scalp.normals)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    rim = points[[v for loop in boundary_loops(piece.triangles) for v in loop]]
    inner = np.clip(cKDTree(rim).query(points)[0] / 0.022, 0, 1)
    lift = scalp.cut.lift * 0.62 * np.sqrt(inner) * (1 + 0.2 * noise(points, 40, 5))
    position = points + normals * (lift + 0.0006)[:, None]
    uv = np.tile([0.5 * SOLID / 256, 1 - 0.5 * SOLID / 256], (len(points), 1))
    shade = (0.66 + 0.16 * noise(points * [1, 0.3, 0.3], 300, 4))[:, None] * colour
    return position, normals, uv, shade, piece.triangles


def _bun(scalp: Scalp, colour: Array) -> tuple[Array, ...]:
    """A knot at the back of the head, strands running around it."""
    rows, columns = 9, 15
    theta = np.linspace(0.12, np.pi - 0.12, rows)[:, None]
    phi = np.linspace(0, 2 * np.pi, columns)[None]
    normal = np.stack(np.broadcast_arrays(np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), -np.cos(theta)), -1)
    wave = 1 + 0.06 * np.sin(phi * 3 + theta * 4)
    points = scalp.knot() + normal * np.array([0.036, 0.036, 0.026]) * wave[..., None]
    uv = np.stack(np.broadcast_arrays(0.5 * SOLID / 256 + 0 * theta, 1 - 0.5 * SOLID / 256 + 0 * phi), -1)
    shade = (0.7 + 0.25 * np.sin(theta * 9 + phi))[..., None] * colour
    cell = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    up = cell + columns
    triangles = np.concatenate([np.c_[cell, cell + 1, up], np.c_[cell + 1, up + 1, up]])
    return (*(np.ascontiguousarray(x).reshape(-1, x.shape[-1]) for x in (points, normal, uv, shade)), triangles)


def _roots(scalp: Scalp, count: int, random: np.random.Generator, edge: bool) -> Array:
    """Points [count,3] on the scalp where hair grows, or only along the hairline; the lowest first."""
    corners = scalp.local[scalp.quads]
    grown = scalp.grows(scalp.points)[corners].mean(1)
    a, c = scalp.points[corners[:, 0]], scalp.points[corners[:, 2]]
    share = np.clip((0.85 - grown) / 0.3, 0, 1) * (grown > 0.22) if edge else np.clip((grown - 0.3) / 0.7, 0, 1)
    area = np.linalg.norm(c - a, axis=1) ** 2 * share
    chosen = random.choice(len(corners), count, p=area / area.sum())
    mix = random.dirichlet([1, 1, 1, 1], count)
    roots = np.einsum("nk,nkj->nj", mix, scalp.points[corners[chosen]])
    return np.asarray(roots[np.argsort(roots[:, 1], kind="stable")])


def _cards(scalp: Scalp, colour: Array, edge: bool = False) -> tuple[Array, ...]:
    """Strand cards, or the wisps along the hairline: positions, normals, uv, colours, triangles."""
    style = scalp.cut
    random = np.random.default_rng(style.seed + edge)
    cards = style.wisps if edge else style.cards
    roots = _roots(scalp, cards, random, edge)
    size = 0.5 if edge else 1.0
    length = scalp.length(roots) * random.uniform(0.75, 1.12, cards)
    if edge:
        length *= 0.75 - 0.4 * scalp.over_forehead(roots)
    width = style.width * random.uniform(0.7, 1.25, cards) * size
    layer = style.lift * random.uniform(0.55, 1.15, cards) * size
    path, normal, side = [roots], [], []
    position = roots.copy()
    for step in range(CARD_STEPS + 1):
        foot, n = scalp.surface(position)
        t = step / CARD_STEPS
        height = layer * np.sin(np.pi * (0.12 + 0.62 * t)) + 0.0015
        position = foot + n * height[:, None]
        direction = scalp.flow(position)
        direction -= n * (direction * n).sum(1, keepdims=True)
        direction /= np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-9)
        path.append(position.copy())
        normal.append(n)
        side.append(np.cross(n, direction))
        position = position + direction * (length / CARD_STEPS)[:, None]
    centre = np.stack(path[1:], 1)  # [n,steps+1,3]
    across = np.stack(side, 1) * (width / 2)[:, None, None]
    taper = np.interp(np.linspace(0, 1, CARD_STEPS + 1), [0, 0.25, 1], [0.75, 1.0, 0.55])[None, :, None]
    vertices = np.stack([centre - across * taper, centre + across * taper], 2)
    strip = random.integers(0, STRIPS, cards)
    u = (strip[:, None] + np.array([0.04, 0.96])) * STRIP_WIDTH
    v = np.linspace(0.02, 0.90, CARD_STEPS + 1)
    uv = np.stack(np.broadcast_arrays(u[:, None, :], v[None, :, None]), -1)
    tone = random.uniform(0.82, 1.18, cards)[:, None] * np.linspace(0.72, 1.1, CARD_STEPS + 1)[None]
    pale = (random.uniform(0, 1, cards) < style.grey)[:, None] * random.uniform(0.4, 0.9, cards)[:, None]
    tints = colour * (1 - pale) + linear(GREY) * pale
    shade = np.broadcast_to(tone[..., None, None] * tints[:, None, None, :], (*vertices.shape[:3], 3))
    normals = np.broadcast_to(np.stack(normal, 1)[:, :, None, :], vertices.shape)
    base = np.arange(cards)[:, None] * (CARD_STEPS + 1) * 2 + np.arange(CARD_STEPS)[None] * 2
    base = base.ravel()
    triangles = np.concatenate([np.c_[base, base + 2, base + 1], np.c_[base + 2, base + 3, base + 1]])
    flat = [x.reshape(-1, x.shape[-1]) for x in (vertices, normals, uv, shade)]
    return (*flat, triangles)


def strand_material(seed: int) -> Material:
    """The shared hair material: alpha-tested, tinted by vertex colours."""
    return Material("hair", roughness=0.62, texture=paint_strands(seed), double_sided=True, alpha_cutoff=0.42)


def build_hair(standing: Array, look: Complexion, haircut: Haircut, material: Material) -> Mesh:
    """Hair in the STANDING frame, unskinned; the caller carries it with the head."""
    scalp = Scalp(standing, look, haircut)
    colour = linear(look.hair)
    pieces = [_undercoat(scalp, colour), _cards(scalp, colour), _cards(scalp, colour, edge=True)]
    pieces += [_bun(scalp, colour)] if haircut.gathered else []
    joined = [np.concatenate([piece[k] for piece in pieces]) for k in range(4)]
    starts = np.cumsum([0] + [len(piece[0]) for piece in pieces])
    triangles = np.concatenate([piece[4] + start for piece, start in zip(pieces, starts, strict=False)])
    colours = np.c_[joined[3], np.ones(len(joined[3]))]
    return Mesh("hair", joined[0], triangles, material, normals=joined[1], uv=joined[2], colours=colours)


def lash_uv(standing: Array, ids: Ints, face: Face) -> Array:
    """Texture coordinates of the lash helpers: root at the lid, tip outwards, in the lash quarter."""
    points = standing[ids].copy()
    points[:, 0] = np.abs(points[:, 0])
    along = np.clip((points[:, 0] - face.eye[0] + 0.018) / 0.036, 0, 1)
    reach = np.linalg.norm(points - face.eye, axis=1)
    upper = points[:, 1] > face.eye[1] - 0.002
    out = np.zeros(len(points))
    for group in (upper, ~upper):
        low, high = np.quantile(reach[group], [0.02, 0.98])
        out[group] = np.clip((reach[group] - low) / (high - low), 0, 1)
    return np.c_[0.755 + 0.24 * out, 0.02 + 0.96 * along]


def shorten_lashes(points: Array, standing: Array, uv: Array, eye_y: float) -> Array:
    """Draws the lash cards back towards the lid: upper ones to half, lower ones to a third."""
    result = points.copy()
    upper = standing[:, 1] > eye_y - 0.002
    out = (uv[:, 0] - 0.755) / 0.24
    for side in (standing[:, 0] > 0, standing[:, 0] <= 0):
        for group, keep in ((upper & side, 0.48), (~upper & side, 0.34)):
            members = np.flatnonzero(group)
            roots = members[out[members] < 0.25]
            if len(roots):
                nearest = roots[cKDTree(points[roots]).query(points[members])[1]]
                result[members] = points[nearest] + (points[members] - points[nearest]) * keep
    return result
