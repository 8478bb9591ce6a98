"""Drug kinetics: where each milligram is, tick by tick.

Up to twelve drugs live in the body at once. A dose enters through a port (vein, muscle, skin, airway, nose), waits
there as the port's perfusion dictates, reaches the central volume, spreads to two peripheral volumes, is eliminated
(partly by the kidney, partly into an active metabolite in another slot) and equilibrates with two effect sites.
Linear compartments (Wagner 1975); every flux leaves one place and enters another, so mass is conserved exactly.
Amounts mg, volumes L, concentrations mg/L, rates 1/s.
"""

import hashlib
import math

import numpy as np

from osler.physiology import chance
from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import DrugParameters, PatientParameters
from osler.physiology.receptors import RECEPTOR_DTYPE, RECEPTORS, occupy, settle

__all__ = ["DTYPE", "PORTS", "RECEPTORS", "RECEPTOR_DTYPE", "give", "infuse", "load_drug", "set_infusion", "tick"]

SLOTS = 12
PORTS = ("vein", "thigh_muscle", "arm_muscle", "under_skin", "airway", "nose")
VEIN, THIGH_MUSCLE, ARM_MUSCLE, UNDER_SKIN, AIRWAY, NOSE = range(len(PORTS))
NONE = -1

PORT_OF_ROUTE = {
    ("iv", ""): VEIN,
    ("io", ""): VEIN,
    ("im", ""): THIGH_MUSCLE,
    ("im", "thigh"): THIGH_MUSCLE,
    ("im", "arm"): ARM_MUSCLE,
    ("sc", ""): UNDER_SKIN,
    ("neb", ""): AIRWAY,
    ("inhaled", ""): AIRWAY,
    ("in", ""): NOSE,
}

RESTING_FLOW_ML_S = 85.0
"""Cardiac output at which a drug's arm-to-heart time is quoted (5.1 L/min)."""
SHORTEST_TRANSIT_S = 1e-6
"""Stands for "at once": products of metabolism are formed inside."""
AT_ONCE_PER_S = 1.0 / TICK_S
"""A stage that is over within the tick."""
RESTING_MINUTE_VENTILATION_ML_S = 100.0
OPIOID_EC50_AT_40, OPIOID_EC50_PER_YEAR = 13.1, -0.148
"""EC50 of a pure agonist on the electroencephalogram, ng/mL, and its fall with each year (Minto 1997; recalled)."""
REFERENCE_AGE_YEARS, OLDEST_STUDIED_YEARS = 25.0, 85.0
"""Age at which potencies in the drug files hold, and the end of Minto's range."""
ABSORPTION_SPREAD = 0.07  # standard deviation of the logarithm between bodies; estimate
OPIOID_SENSITIVITY_SPREAD = 0.02  # likewise, at the receptor; of one described person, people differ far more
_SECONDS_PER_MINUTE = 60.0
_REFERENCE_WEIGHT_KG = 70.0
_REFERENCE_GFR_ML_MIN = 100.0

_SLOT = (SLOTS,)
_PORT = (SLOTS, len(PORTS))
SYRINGES = 4
"""Doses under way at one port at the same time."""
_SYRINGE = (SLOTS, len(PORTS), SYRINGES)
_RECEPTOR = (SLOTS, len(RECEPTORS))

DTYPE = np.dtype(
    [
        ("count", "i8"),
        ("name", "u8", _SLOT),
        # kinetics, fixed when the drug is loaded
        ("volume_l", "f8", _SLOT),
        ("k10", "f8", _SLOT),
        ("k12", "f8", _SLOT),
        ("k21", "f8", _SLOT),
        ("k13", "f8", _SLOT),
        ("k31", "f8", _SLOT),
        ("ke0", "f8", _SLOT),
        ("ke0_slow", "f8", _SLOT),
        ("slow_share", "f8", _SLOT),
        ("transit_per_s", "f8", _SLOT),
        ("airway_volume_l", "f8", _SLOT),
        ("release_per_s", "f8", _PORT),
        ("dispersal_per_s", "f8", _PORT),
        ("fast_share", "f8", _PORT),
        ("ka_fast", "f8", _PORT),
        ("ka_slow", "f8", _PORT),
        ("available", "f8", _PORT),
        ("perfusion_power", "f8", _PORT),
        ("agonist_per_mg_l", "f8", _RECEPTOR),
        ("efficacy", "f8", _RECEPTOR),
        ("antagonist_per_mg_l", "f8", _RECEPTOR),
        ("metabolite", "i8", _SLOT),
        ("metabolite_yield", "f8", _SLOT),
        # doses under way
        ("syringe_mg", "f8", _SYRINGE),
        ("syringe_mg_s", "f8", _SYRINGE),
        ("infusion_mg_s", "f8", _SLOT),
        # where the drug is
        ("injected_mg", "f8", _PORT),
        ("dispersing_mg", "f8", _PORT),
        ("fast_depot_mg", "f8", _PORT),
        ("slow_depot_mg", "f8", _PORT),
        ("vein_mg", "f8", _SLOT),
        ("heart_mg", "f8", _SLOT),
        ("central_mg", "f8", _SLOT),
        ("rapid_mg", "f8", _SLOT),
        ("deep_mg", "f8", _SLOT),
        ("effect_mg_l", "f8", _SLOT),
        ("effect_slow_mg_l", "f8", _SLOT),
        ("effect_site_mg_l", "f8", _SLOT),
        ("airway_mg_l", "f8", _SLOT),
        # mass account
        ("given_mg", "f8", _SLOT),
        ("formed_mg", "f8", _SLOT),
        ("lost_mg", "f8", _SLOT),
        ("eliminated_mg", "f8", _SLOT),
        # the patient
        ("weight_kg", "f8"),
        ("glomerular_filtration_ml_min", "f8"),
        ("absorption_luck", "f8"),
        ("clearance_luck", "f8"),
    ]
)


def initialise(body: Body, patient: PatientParameters) -> None:
    """Empty all slots and keep what doses are scaled by; kinetics differ a little between seeds."""
    drugs = body["pharmacology"]
    drugs[...] = np.zeros_like(drugs)
    drugs["weight_kg"] = patient.weight_kg
    drugs["glomerular_filtration_ml_min"] = patient.glomerular_filtration_ml_min
    settle(body, patient)
    body["receptors"]["opioid_sensitivity"] *= _opioid_age_factor(patient.age_years)
    _vary(body)


def _opioid_age_factor(age_years: float) -> float:
    """How much less opioid the ageing brain needs: 1 at 25 years, 1.2 at 40, 1.8 at 71."""

    def ec50(years: float) -> float:
        return OPIOID_EC50_AT_40 + OPIOID_EC50_PER_YEAR * (min(years, OLDEST_STUDIED_YEARS) - 40.0)

    return ec50(REFERENCE_AGE_YEARS) / ec50(age_years)


@kernel
def _vary(body: Body) -> None:
    drugs = body[0].pharmacology
    drugs.absorption_luck = math.exp(ABSORPTION_SPREAD * _bounded(chance.draw_normal(body[0], chance.DRUG)))
    drugs.clearance_luck = _bounded(chance.draw_normal(body[0], chance.DRUG))
    luck = _bounded(chance.draw_normal(body[0], chance.DRUG))
    body[0].receptors.opioid_sensitivity *= math.exp(OPIOID_SENSITIVITY_SPREAD * luck)


@kernel
def _bounded(z: float) -> float:
    return min(max(z, -2.0), 2.0)


def load_drug(body: Body, drug: DrugParameters) -> int:
    """Make `drug` known to the body and return its slot; the same name always has the same slot.

    Raises ValueError when all twelve slots are taken.
    """
    drugs = body["pharmacology"][0]
    code = _code(drug.name)
    for slot in range(int(drugs["count"])):
        if drugs["name"][slot] == code:
            return slot
    slot = int(drugs["count"])
    if slot >= SLOTS:
        raise ValueError(f"cannot load {drug.name!r}: all {SLOTS} drug slots are taken")
    drugs["count"] = slot + 1
    drugs["name"][slot] = code
    _write_kinetics(drugs, slot, drug)
    _write_ports(drugs, slot, drug)
    _write_actions(drugs, slot, drug)
    drugs["metabolite"][slot] = NONE
    if drug.metabolite is not None:
        drugs["metabolite"][slot] = load_drug(body, drug.metabolite)
        drugs["metabolite_yield"][slot] = drug.metabolite_yield
    return slot


def _code(name: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little"))


def _write_kinetics(drugs: Record, slot: int, drug: DrugParameters) -> None:
    """Scale published values (70 kg, clearance 100 mL/min) to this patient."""
    size = float(drugs["weight_kg"]) / _REFERENCE_WEIGHT_KG
    kidney = float(drugs["glomerular_filtration_ml_min"]) / _REFERENCE_GFR_ML_MIN
    volumes = size**drug.volume_weight_power
    flows = size**drug.clearance_weight_power / _SECONDS_PER_MINUTE
    clearance = drug.clearance_l_min * (1.0 - drug.renal_share + drug.renal_share * kidney)
    central = drug.central_volume_l * volumes
    drugs["volume_l"][slot] = central
    luck = math.exp(drug.clearance_spread * float(drugs["clearance_luck"]))
    drugs["k10"][slot] = clearance * flows * luck / central
    drugs["k12"][slot] = drug.rapid_exchange_l_min * flows / central
    drugs["k21"][slot] = drug.rapid_exchange_l_min * flows / (drug.rapid_volume_l * volumes)
    drugs["k13"][slot] = drug.deep_exchange_l_min * flows / central
    drugs["k31"][slot] = drug.deep_exchange_l_min * flows / (drug.deep_volume_l * volumes)
    drugs["ke0"][slot] = drug.effect_ke0_per_min / _SECONDS_PER_MINUTE
    drugs["ke0_slow"][slot] = drug.slow_effect_ke0_per_min / _SECONDS_PER_MINUTE
    drugs["slow_share"][slot] = drug.slow_effect_share
    drugs["transit_per_s"][slot] = 2.0 / max(drug.transit_s, SHORTEST_TRANSIT_S)
    drugs["airway_volume_l"][slot] = drug.airway_volume_l


def _write_ports(drugs: Record, slot: int, drug: DrugParameters) -> None:
    luck = float(drugs["absorption_luck"])
    for port in drug.ports:
        i = PORTS.index(port.name)
        drugs["release_per_s"][slot, i] = port.release_per_min / _SECONDS_PER_MINUTE
        second = port.dispersal_per_min / _SECONDS_PER_MINUTE
        drugs["dispersal_per_s"][slot, i] = second if second > 0.0 else AT_ONCE_PER_S
        drugs["fast_share"][slot, i] = port.fast_share
        drugs["ka_fast"][slot, i] = port.fast_absorption_per_min * luck / _SECONDS_PER_MINUTE
        drugs["ka_slow"][slot, i] = port.slow_absorption_per_min * luck / _SECONDS_PER_MINUTE
        drugs["available"][slot, i] = port.bioavailability
        drugs["perfusion_power"][slot, i] = port.perfusion_power


def _write_actions(drugs: Record, slot: int, drug: DrugParameters) -> None:
    for action in drug.actions:
        i = RECEPTORS.index(action.receptor)
        if action.efficacy > 0:
            drugs["agonist_per_mg_l"][slot, i] = 1.0 / action.half_effect_mg_l
            drugs["efficacy"][slot, i] = action.efficacy
        else:
            drugs["antagonist_per_mg_l"][slot, i] = 1.0 / action.half_effect_mg_l


def give(body: Body, slot: int, route: str, site: str, amount_mg: float, over_s: float = 0.0) -> None:
    """Give `amount_mg` by `route` (iv, io, im, sc, neb, inhaled, in) at `site` (thigh or arm for im, else '').

    `over_s` is how long the hand or the nebuliser takes; doses under way at one port go in side by side, each at its
    own rate (beyond SYRINGES of them the newest joins the last). Raises ValueError for a route without a port.
    """
    port = PORT_OF_ROUTE.get((route, site), PORT_OF_ROUTE.get((route, "")))
    drugs = body["pharmacology"][0]
    if port is None or (port != VEIN and drugs["available"][slot, port] <= 0.0):
        raise ValueError(f"no kinetics for route {route!r} at {site!r}")
    if not (amount_mg >= 0.0 and math.isfinite(amount_mg)):
        raise ValueError(f"dose must be a finite number of mg, not {amount_mg}")
    doses, rates = drugs["syringe_mg"][slot, port], drugs["syringe_mg_s"][slot, port]
    free = next((k for k in range(SYRINGES) if doses[k] <= 0.0), SYRINGES - 1)
    doses[free] += amount_mg
    rates[free] = max(float(rates[free]), amount_mg / max(over_s, TICK_S))


def stop_mist(body: Body) -> None:
    """Take the nebuliser off: what has not been breathed in is wasted."""
    body["pharmacology"]["syringe_mg"][0, :, AIRWAY] = 0.0
    body["pharmacology"]["syringe_mg_s"][0, :, AIRWAY] = 0.0


def set_infusion(body: Body, slot: int, mg_per_h: float) -> None:
    """Run the drug into a vein at a constant rate (0 stops it), apart from what the lines carry."""
    body["pharmacology"]["infusion_mg_s"][0, slot] = max(mg_per_h, 0.0) / 3600.0


@kernel
def infuse(body: Record, slot: int, amount_mg: float) -> None:
    """Put `amount_mg` into the vein at once: what a line delivers in one tick."""
    body.pharmacology.vein_mg[slot] += amount_mg
    body.pharmacology.given_mg[slot] += amount_mg


@kernel
def plasma_mg_l(body: Record, slot: int) -> float:
    """Central concentration of a drug, mg/L (= microgram/mL)."""
    return float(body.pharmacology.central_mg[slot] / body.pharmacology.volume_l[slot])


@kernel
def tick(body: Record) -> None:
    """Advance all drugs by one tick, then say what they and the body's own transmitters do at the receptors."""
    for slot in range(body.pharmacology.count):
        infuse(body, slot, body.lines.drug_input_mg_s[slot] * TICK_S)
    flow = body.circulation.cardiac_output_ml_s / RESTING_FLOW_ML_S
    breathing = body.lungs.minute_ventilation_ml_s / RESTING_MINUTE_VENTILATION_ML_S
    advance(
        body.pharmacology, flow, body.circulation.muscle_flow_fraction, body.circulation.skin_flow_fraction, breathing
    )
    occupy(body)


@kernel
def advance(drugs: Record, flow: float, muscle_flow: float, skin_flow: float, breathing: float) -> None:
    """One tick of kinetics; all flows and `breathing` are fractions of rest."""
    flow = min(max(flow, 0.0), 2.0)
    muscle = min(max(muscle_flow, 0.02), 1.0)
    skin = min(max(skin_flow, 0.02), 1.0)
    deposit = min(max(breathing, 0.0), 1.0)
    for slot in range(drugs.count):
        _empty_syringes(drugs, slot, deposit)
        _absorb(drugs, slot, muscle, skin)
        _travel(drugs, slot, flow)
        _distribute(drugs, slot)


@kernel
def _pushed(drugs: Record, slot: int, port: int) -> float:
    """What all syringes at one port give in one tick, mg."""
    amount = 0.0
    for k in range(SYRINGES):
        left = drugs.syringe_mg[slot, port, k]
        if left > 0.0:
            pushed = min(left, drugs.syringe_mg_s[slot, port, k] * TICK_S)
            drugs.syringe_mg[slot, port, k] = left - pushed
            if left - pushed <= 0.0:
                drugs.syringe_mg_s[slot, port, k] = 0.0
            amount += pushed
    return amount


@kernel
def _empty_syringes(drugs: Record, slot: int, deposit: float) -> None:
    """Move doses from hand to port; of a mist only what is breathed in and stays counts, the rest is lost."""
    infused = drugs.infusion_mg_s[slot] * TICK_S
    drugs.vein_mg[slot] += infused
    drugs.given_mg[slot] += infused
    for port in range(len(PORTS)):
        amount = _pushed(drugs, slot, port)
        if amount <= 0.0:
            continue
        drugs.given_mg[slot] += amount
        if port == VEIN:
            drugs.vein_mg[slot] += amount
            continue
        kept = amount * drugs.available[slot, port]
        if port == AIRWAY:
            kept *= deposit
        drugs.lost_mg[slot] += amount - kept
        drugs.injected_mg[slot, port] += kept


@kernel
def _absorb(drugs: Record, slot: int, muscle: float, skin: float) -> None:
    """Injected fluid disperses in one or two stages, then a fast and a slow depot drain as fast as perfusion allows."""
    for port in range(THIGH_MUSCLE, len(PORTS)):
        waiting = drugs.injected_mg[slot, port] + drugs.dispersing_mg[slot, port]
        if waiting + drugs.fast_depot_mg[slot, port] + drugs.slow_depot_mg[slot, port] <= 0.0:
            continue
        local_flow = skin if port == UNDER_SKIN else muscle
        perfusion = local_flow ** drugs.perfusion_power[slot, port]
        released = drugs.injected_mg[slot, port] * min(drugs.release_per_s[slot, port] * TICK_S, 1.0)
        fast = drugs.fast_depot_mg[slot, port] * drugs.ka_fast[slot, port] * perfusion * TICK_S
        slow = drugs.slow_depot_mg[slot, port] * drugs.ka_slow[slot, port] * perfusion * TICK_S
        drugs.injected_mg[slot, port] -= released
        drugs.dispersing_mg[slot, port] += released
        arrived = drugs.dispersing_mg[slot, port] * min(drugs.dispersal_per_s[slot, port] * TICK_S, 1.0)
        drugs.dispersing_mg[slot, port] -= arrived
        drugs.fast_depot_mg[slot, port] += arrived * drugs.fast_share[slot, port] - fast
        drugs.slow_depot_mg[slot, port] += arrived * (1.0 - drugs.fast_share[slot, port]) - slow
        drugs.central_mg[slot] += fast + slow
    if drugs.airway_volume_l[slot] > 0.0:
        wall = drugs.fast_depot_mg[slot, AIRWAY] + drugs.slow_depot_mg[slot, AIRWAY]
        drugs.airway_mg_l[slot] = wall / drugs.airway_volume_l[slot]


@kernel
def _travel(drugs: Record, slot: int, flow: float) -> None:
    """From the arm vein through heart and lungs: two mixing stages that slow down with the circulation."""
    share = min(drugs.transit_per_s[slot] * flow * TICK_S, 1.0)
    arriving = drugs.vein_mg[slot] * share
    leaving = drugs.heart_mg[slot] * share
    if share >= 1.0:
        leaving += arriving
    drugs.vein_mg[slot] -= arriving
    drugs.heart_mg[slot] += arriving - leaving
    drugs.central_mg[slot] += leaving


@kernel
def _distribute(drugs: Record, slot: int) -> None:
    """Three compartments and two effect sites, all fluxes taken from the state at the start of the tick."""
    central = drugs.central_mg[slot]
    eliminated = central * drugs.k10[slot] * TICK_S
    to_rapid = (central * drugs.k12[slot] - drugs.rapid_mg[slot] * drugs.k21[slot]) * TICK_S
    to_deep = (central * drugs.k13[slot] - drugs.deep_mg[slot] * drugs.k31[slot]) * TICK_S
    concentration = central / drugs.volume_l[slot]
    drugs.effect_mg_l[slot] += (concentration - drugs.effect_mg_l[slot]) * min(drugs.ke0[slot] * TICK_S, 1.0)
    drugs.effect_slow_mg_l[slot] += (concentration - drugs.effect_slow_mg_l[slot]) * drugs.ke0_slow[slot] * TICK_S
    share = drugs.slow_share[slot]
    drugs.effect_site_mg_l[slot] = (1.0 - share) * drugs.effect_mg_l[slot] + share * drugs.effect_slow_mg_l[slot]
    drugs.central_mg[slot] = central - eliminated - to_rapid - to_deep
    drugs.rapid_mg[slot] += to_rapid
    drugs.deep_mg[slot] += to_deep
    drugs.eliminated_mg[slot] += eliminated
    metabolite = drugs.metabolite[slot]
    if metabolite >= 0:
        formed = eliminated * drugs.metabolite_yield[slot]
        drugs.central_mg[metabolite] += formed
        drugs.formed_mg[metabolite] += formed
