"""Generic insults: a trigger releases mediators, mediators move mechanisms, each tissue with its own delay.

Release passes two first-order stages, is limited by stores and by the relaxing receptors of the releasing cells;
mediators decay. An effect is a saturating function of the mediator level. What the insult is called, and all numbers,
come from content.
"""

import math

import numpy as np

from osler.physiology import chance, mechanisms
from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.mechanisms import COUNT, MULTIPLIES
from osler.physiology.parameters import InsultParameters
from osler.physiology.receptors import RECEPTORS

SLOTS = 4
_EFFECTS = ("full", "half_level", "hill", "lag_s", "recovery_s", "state")
SLOT_DTYPE = np.dtype(
    [
        ("active", "i8"),
        ("triggered", "i8"),
        ("self_sustaining", "i8"),
        ("begun", "i8"),
        ("damping_receptor", "i8"),
        ("severity", "f8"),
        ("onset_s", "f8"),
        ("release_per_s", "f8"),
        ("decay_s", "f8"),
        ("exhaustion_s", "f8"),
        ("stores", "f8"),
        ("stores_full", "f8"),
        ("damping_half", "f8"),
        ("damping_max", "f8"),
        ("first_stage", "f8"),
        ("second_stage", "f8"),
        ("mediator", "f8"),
        ("since_trigger_s", "f8"),
        ("used", "i8", (COUNT,)),
        *((name, "f8", (COUNT,)) for name in _EFFECTS),
    ]
)
DTYPE = np.dtype([("slot", SLOT_DTYPE, (SLOTS,))])

DAMPING_POWER = 6.42  # steepness: the body's own catecholamines hardly calm the cells, a dose does; calibrated
VARIABLE = ("onset", "release", "decay", "effects")
_BOUND = 2.0  # standard deviations at which variation between bodies is cut


@kernel
def tick(body: Record) -> None:
    """Advance mediators and write every active insult's effects into the mechanisms."""
    for i in range(SLOTS):
        if body.insults.slot[i].active:
            _mediate(body, body.insults.slot[i])
            _affect(body, body.insults.slot[i])


@kernel
def _damping(body: Record, slot: Record) -> float:
    """Share of release left when the cells' relaxing receptor is activated."""
    if slot.damping_receptor < 0:
        return 1.0
    active = _activation(body, slot.damping_receptor)
    power = (active / slot.damping_half) ** DAMPING_POWER
    return float(1.0 - slot.damping_max * power / (1.0 + power))


@kernel
def _activation(body: Record, receptor: int) -> float:
    """Activation of a receptor by number, above what rest gives."""
    receptors = body.receptors
    bound = receptors.stimulus[receptor] / (1.0 + receptors.agonism[receptor] + receptors.antagonism[receptor])
    return float(max(0.0, bound))


@kernel
def _mediate(body: Record, slot: Record) -> None:
    if slot.triggered:
        slot.begun = 1
    driven = 1.0 if slot.triggered or (slot.self_sustaining and slot.begun) else 0.0
    slot.since_trigger_s += TICK_S * slot.begun
    slot.first_stage += TICK_S / slot.onset_s * (driven - slot.first_stage)
    slot.second_stage += TICK_S / slot.onset_s * (slot.first_stage - slot.second_stage)
    left = slot.stores / slot.stores_full
    released = TICK_S * slot.release_per_s * slot.severity * slot.second_stage * left * _damping(body, slot)
    released = min(released, slot.stores)
    slot.stores -= released + TICK_S / slot.exhaustion_s * slot.stores * slot.begun
    slot.mediator += released - TICK_S / slot.decay_s * slot.mediator


@kernel
def _affect(body: Record, slot: Record) -> None:
    for k in range(COUNT):
        if not slot.used[k]:
            continue
        power = slot.mediator ** slot.hill[k]
        half = slot.half_level[k] ** slot.hill[k]
        target = power * (1.0 + half) / (power + half)
        lag = slot.lag_s[k] if target > slot.state[k] else slot.recovery_s[k]
        slot.state[k] += min(1.0, TICK_S / lag) * (target - slot.state[k])
        if MULTIPLIES[k]:
            body.mechanisms.all[k] *= slot.full[k] ** slot.state[k]
        else:
            body.mechanisms.all[k] += slot.full[k] * slot.state[k]


@kernel
def _luck(body: Body) -> float:
    """A bounded standard normal number that distinguishes one body from another."""
    return min(_BOUND, max(-_BOUND, chance.draw_normal(body[0], chance.VARIATION)))


def load_insult(body: Body, insult: InsultParameters, severity: float) -> int:
    """Put `insult` into a free slot, untriggered, with this body's own variation; returns the slot.

    Raises ValueError when all slots are taken, or for an unknown mechanism or receptor.
    """
    slots = body["insults"]["slot"][0]
    free = [i for i in range(SLOTS) if not slots["active"][i]]
    if not free:
        raise ValueError(f"cannot load insult {insult.name!r}: all {SLOTS} slots are taken")
    slots[free[0]] = np.zeros((), SLOT_DTYPE)
    slot = slots[free[0]]
    factor = {name: math.exp(insult.variation.get(name, 0.0) * _luck(body)) for name in VARIABLE[:3]}
    slot["active"] = 1
    slot["severity"] = severity**insult.severity_power
    slot["self_sustaining"] = insult.self_sustaining
    slot["onset_s"] = insult.onset_s * factor["onset"]
    slot["release_per_s"] = insult.release_per_s * factor["release"]
    slot["decay_s"] = insult.decay_s * factor["decay"]
    slot["stores"] = slot["stores_full"] = insult.stores * severity**insult.severity_power
    slot["exhaustion_s"] = insult.exhaustion_s
    slot["damping_receptor"] = RECEPTORS.index(insult.damping_receptor) if insult.damping_receptor else -1
    slot["damping_half"] = insult.damping_half_activation * severity**insult.damping_severity_power
    slot["damping_max"] = insult.damping_max
    for effect in insult.effects:
        k = mechanisms.INDEX[effect.mechanism]
        strength = math.exp(insult.variation.get("effects", 0.0) * _luck(body))
        slot["used"][k] = 1
        slot["full"][k] = effect.full**strength if MULTIPLIES[k] else effect.full * strength
        slot["half_level"][k] = effect.half_level
        slot["hill"][k] = effect.hill
        slot["lag_s"][k] = max(TICK_S, effect.lag_s)
        slot["recovery_s"][k] = max(TICK_S, effect.recovery_s)
    return free[0]


def set_trigger(body: Body, slot: int, on: bool) -> None:
    """Expose the body to the trigger of the insult in `slot`, or take the trigger away."""
    body["insults"]["slot"][0, slot]["triggered"] = int(on)


def initialise(body: Body) -> None:
    """No insults."""
    body["insults"] = np.zeros((), DTYPE)
