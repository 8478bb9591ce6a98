"""Where the gases are: airways, two lungs, arterial and venous blood, two kinds of tissue; nothing is made or lost.

Air moves as the mechanics dictate through a short chain of dead-space segments (implicit upwind, so any flow is
stable) into the two lungs and a share that meets no blood. End-capillary blood is in equilibrium with its lung; shunt
passes by. Because nitrogen is carried along, the alveolar gas equation is a result: on air
PAO2 = FiO2 (PB - 47) - PaCO2 / R. Amounts in the lungs mL BTPS, in blood and tissue mL STPD.
Stores: lung at functional residual capacity, blood, and about 0.9 mL/kg/mmHg of carbon dioxide in tissue, a fast part
within minutes and a slow part behind poor perfusion.
"""

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters
from osler.physiology.systems.blood import (
    acid_base,
    co2_content,
    co2_pressure,
    oxygen_content,
    oxygen_pressure,
    ph_at,
    saturation,
)

BAROMETRIC_DRY_MMHG = 713.0
"""760 - 47 mmHg (101.3 - 6.3 kPa)."""
STPD_TO_BTPS = 863.0 / 713.0
LUNGS = 2
UNPERFUSED = 2
UNITS = 3
SEGMENTS = 6
O2, CO2, N2 = 0, 1, 2
GASES = 3

ALVEOLAR_DEAD_SHARE = 0.04
"""Share of alveolar ventilation that meets no blood at rest: PaCO2 - EtCO2 of 0.3 kPa."""
LOW_FLOW_DEAD_SHARE = 0.8
"""Further share without blood when the heart pumps none: falling pulmonary pressure leaves the upper lung dry
(West 1964; size from PaCO2 - EtCO2 of 1 to 3 kPa in shock, calibrated)."""
UNEVEN_AT_REST = 0.04
UNEVEN_PER_NARROWING = 0.11
"""How fast ventilation and blood part company as airways narrow (estimate)."""
OEDEMA_SHUNT = 0.45
LUNG_TISSUE_CO2_ML_MMHG = 1.0
"""Carbon dioxide bound in lung tissue and pulmonary blood, added to each lung's gas (BTPS mL per mmHg; derived)."""
ARTERIAL_POOL_ML_KG = 9.0
VENOUS_POOL_ML_KG = 38.0
FAST_FLOW = 0.72
FAST_CONSUMPTION = 0.62
FAST_O2_POOL_ML_KG = 9.0
SLOW_O2_POOL_ML_KG = 14.0
"""Blood-equivalent volume from which tissue takes oxygen (capillary blood, myoglobin)."""
FAST_CO2_ML_KG_MMHG = 0.175
SLOW_CO2_ML_KG_MMHG = 0.55
HALF_CONSUMPTION_CONTENT = 0.015
"""Venous content at which a tissue gets half the oxygen it asks for, mL/mL."""
ASLEEP_SAVES = 0.18
"""Share of oxygen demand that falls away with deep sleep or coma (15 to 30 % under anaesthesia, recalled)."""
DEBT_AT_REST = 0.02
"""Demand the formula above leaves unmet at normal venous contents."""
SMOOTHING_S = 6.0
PLATEAU_DEAD_SPACES = 1.4
"""An expiration shorter than this many dead spaces shows no alveolar plateau and leaves the last value standing."""

DTYPE = np.dtype(
    [
        ("arterial_po2_mmhg", "f8"),
        ("arterial_pco2_mmhg", "f8"),
        ("arterial_saturation", "f8"),
        ("venous_saturation", "f8"),
        ("alveolar_po2_mmhg", "f8"),
        ("alveolar_pco2_mmhg", "f8"),
        ("end_tidal_pco2_mmhg", "f8"),
        ("oxygen_delivery_ml_min", "f8"),
        ("oxygen_consumption_ml_min", "f8"),
        ("oxygen_debt_fraction", "f8"),
        ("mouth_pco2_mmhg", "f8"),
        ("shunt", "f8"),
        ("weight_kg", "f8"),
        ("demand_ml_s", "f8"),
        ("respiratory_quotient", "f8"),
        ("resting_shunt", "f8"),
        ("exhaled_peak", "f8"),
        ("exhaled_ml", "f8"),
        ("alveolar_ml", "f8", (UNITS, GASES)),
        ("airway_ml", "f8", (SEGMENTS, GASES)),
        ("share", "f8", (UNITS,)),
        ("arterial_content", "f8", (2,)),
        ("arterial_pool_ml", "f8"),
        ("venous_content", "f8", (2,)),
        ("venous_pool_ml", "f8"),
        ("tissue_o2_ml", "f8", (2,)),
        ("tissue_co2_ml", "f8", (2,)),
        ("tissue_o2_pool_ml", "f8", (2,)),
        ("tissue_co2_per_mmhg", "f8", (2,)),
        # balance sheet since the start, STPD
        ("inhaled_o2_ml", "f8"),
        ("consumed_o2_ml", "f8"),
        ("exhaled_co2_ml", "f8"),
        ("produced_co2_ml", "f8"),
    ]
)


def resting_oxygen_consumption_ml_min(patient: PatientParameters) -> float:
    """Brody's 10 W^0.75 mL/min, 4 % less at rest in bed and 0.3 % less a year after 30 (recalled), unless stated."""
    if patient.oxygen_consumption_ml_min > 0.0:
        return patient.oxygen_consumption_ml_min
    age = min(max(1.0 - 0.003 * (patient.age_years - 30.0), 0.75), 1.0)
    return float(9.6 * patient.weight_kg**0.75 * age * (0.93 if patient.sex == "female" else 1.0))


def initialise(body: Body, patient: PatientParameters) -> None:
    """All pools in the steady state of the patient's own carbon dioxide and the present cardiac output."""
    gas = body["gas_exchange"]
    gas[...] = np.zeros_like(gas)
    weight = patient.weight_kg
    gas["weight_kg"] = weight
    gas["demand_ml_s"] = resting_oxygen_consumption_ml_min(patient) / 60.0
    gas["respiratory_quotient"] = patient.respiratory_quotient
    gas["resting_shunt"] = patient.shunt_fraction
    gas["arterial_pool_ml"] = ARTERIAL_POOL_ML_KG * weight
    gas["venous_pool_ml"] = VENOUS_POOL_ML_KG * weight
    gas["tissue_o2_pool_ml"] = (FAST_O2_POOL_ML_KG * weight, SLOW_O2_POOL_ML_KG * weight)
    gas["tissue_co2_per_mmhg"] = (FAST_CO2_ML_KG_MMHG * weight, SLOW_CO2_ML_KG_MMHG * weight)
    gas["share"] = (0.48, 0.48, 0.04)
    flow = float(body["circulation"]["cardiac_output_ml_s"][0])
    acid_base(body, patient.arterial_pco2_mmhg)
    _fill(body, patient.arterial_pco2_mmhg, flow if flow > 10.0 else 85.0)


@kernel
def _fill(body: Body, pco2: float, flow: float) -> None:
    """Steady state at `pco2`: gas in the lungs by the alveolar gas equation, blood by Fick, tissue by its veins."""
    record = body[0]
    gas = record.gas_exchange
    blood = record.blood
    made = gas.demand_ml_s * gas.respiratory_quotient
    po2 = 0.2094 * BAROMETRIC_DRY_MMHG - pco2 / gas.respiratory_quotient + 2.0
    _fill_gas(gas, record.lungs.lung_volume_ml, record.lungs.dead_space_ml, po2, pco2)
    ph = ph_at(pco2, blood.ph_at_40)
    s = saturation(po2 - 5.0, ph)
    gas.arterial_content[O2] = oxygen_content(po2 - 5.0, ph, blood.haemoglobin_g_l)
    gas.arterial_content[CO2] = co2_content(pco2, s, blood.bicarbonate_at_40, blood.haemoglobin_g_l)
    gas.venous_content[O2] = gas.arterial_content[O2] - gas.demand_ml_s / flow
    gas.venous_content[CO2] = gas.arterial_content[CO2] + made / flow
    for i in range(2):
        used = gas.demand_ml_s * (FAST_CONSUMPTION if i == 0 else 1.0 - FAST_CONSUMPTION)
        through = flow * (FAST_FLOW if i == 0 else 1.0 - FAST_FLOW)
        oxygen = max(gas.arterial_content[O2] - used / through, 0.02)
        gas.tissue_o2_ml[i] = oxygen * gas.tissue_o2_pool_ml[i]
        carbon = gas.arterial_content[CO2] + used * gas.respiratory_quotient / through
        tissue_s = oxygen / max(gas.arterial_content[O2], 0.01)
        p = co2_pressure(carbon, tissue_s, blood.bicarbonate_at_40, blood.haemoglobin_g_l, 46.0)
        gas.tissue_co2_ml[i] = p * gas.tissue_co2_per_mmhg[i]
    gas.arterial_po2_mmhg, gas.arterial_pco2_mmhg, gas.arterial_saturation = po2 - 5.0, pco2, s
    gas.venous_saturation = 0.73
    gas.alveolar_po2_mmhg, gas.alveolar_pco2_mmhg, gas.end_tidal_pco2_mmhg = po2, pco2, 0.96 * pco2
    gas.oxygen_consumption_ml_min = gas.demand_ml_s * 60.0


@kernel
def _fill_gas(gas: Record, volume: float, dead_space: float, po2: float, pco2: float) -> None:
    alveolar = max(volume - dead_space, 300.0)
    for unit in range(UNITS):
        o2 = po2 / BAROMETRIC_DRY_MMHG if unit < UNPERFUSED else 0.2094
        co2 = pco2 / BAROMETRIC_DRY_MMHG if unit < UNPERFUSED else 0.0
        held = alveolar * gas.share[unit]
        gas.alveolar_ml[unit, O2] = held * o2
        gas.alveolar_ml[unit, CO2] = held * co2
        gas.alveolar_ml[unit, N2] = held * (1.0 - o2 - co2)
    for k in range(SEGMENTS):
        segment = dead_space / SEGMENTS
        gas.airway_ml[k, O2] = segment * po2 / BAROMETRIC_DRY_MMHG
        gas.airway_ml[k, CO2] = segment * pco2 / BAROMETRIC_DRY_MMHG
        gas.airway_ml[k, N2] = segment - gas.airway_ml[k, O2] - gas.airway_ml[k, CO2]


@kernel
def tick(body: Record) -> None:
    """Ventilate, perfuse, consume, and read off what a blood gas would say."""
    _divide(body)
    _ventilate(body)
    _perfuse(body)
    _consume(body)
    _read(body)


@kernel
def _divide(body: Record) -> None:
    """Shares of ventilation: narrowing makes the two lungs unequal, embolism and overdistension add dead share."""
    gas = body.gas_exchange
    narrowing = max(body.lungs.lower_airway_resistance - 1.0, 0.0)
    uneven = min(UNEVEN_AT_REST + UNEVEN_PER_NARROWING * narrowing, 0.85)
    lost = max(1.0 - body.circulation.cardiac_output_ml_s / max(body.circulation.cardiac_output_rest_ml_s, 1.0), 0.0)
    dead = min(ALVEOLAR_DEAD_SHARE + LOW_FLOW_DEAD_SHARE * lost + max(body.mechanisms.lung_dead_space, 0.0), 0.8)
    gas.share[0] = 0.5 * (1.0 - dead) * (1.0 - uneven)
    gas.share[1] = 0.5 * (1.0 - dead) * (1.0 + uneven)
    gas.share[UNPERFUSED] = dead
    shunt = gas.resting_shunt + max(body.mechanisms.lung_shunt, 0.0) + max(body.circulation.venous_admixture_extra, 0.0)
    gas.shunt = min(shunt + OEDEMA_SHUNT * min(max(body.mechanisms.lung_water, 0.0), 1.0), 0.85)


@kernel
def _ventilate(body: Record) -> None:
    """Move the air that makes the gas fill the chest; a closed airway moves none."""
    gas = body.gas_exchange
    lungs = body.lungs
    held = 0.0
    for unit in range(UNITS):
        for g in range(GASES):
            held += gas.alveolar_ml[unit, g]
    volume = lungs.lung_volume_ml - lungs.dead_space_ml - held
    if lungs.upper_airway_openness < 0.01 and volume > 0.0:
        volume = 0.0
    if volume > 0.0:
        _inhale(
            gas,
            body.devices.inspired_oxygen_fraction,
            (lungs.dead_space_ml + body.devices.dead_space_ml) / SEGMENTS,
            volume,
        )
    elif volume < 0.0:
        _exhale(gas, (lungs.dead_space_ml + body.devices.dead_space_ml) / SEGMENTS, -volume, held)


@kernel
def _inhale(gas: Record, oxygen: float, segment: float, volume: float) -> None:
    gas.mouth_pco2_mmhg = 0.0
    if gas.exhaled_ml > PLATEAU_DEAD_SPACES * SEGMENTS * segment:
        gas.end_tidal_pco2_mmhg = gas.exhaled_peak
    gas.exhaled_ml = 0.0
    gas.exhaled_peak = 0.0
    gas.inhaled_o2_ml += volume * oxygen / STPD_TO_BTPS
    for g in range(GASES):
        entering = volume * (oxygen if g == O2 else (1.0 - oxygen if g == N2 else 0.0))
        for k in range(SEGMENTS):
            entering, gas.airway_ml[k, g] = _mix(entering, gas.airway_ml[k, g], segment, volume)
        for unit in range(UNITS):
            gas.alveolar_ml[unit, g] += entering * gas.share[unit]


@kernel
def _exhale(gas: Record, segment: float, volume: float, held: float) -> None:
    """Every unit gives in proportion to what it holds, the same way the shares filled it."""
    share = min(volume / held, 0.5)
    for g in range(GASES):
        leaving = 0.0
        for unit in range(UNITS):
            out = gas.alveolar_ml[unit, g] * share
            gas.alveolar_ml[unit, g] -= out
            leaving += out
        for k in range(SEGMENTS):
            leaving, gas.airway_ml[SEGMENTS - 1 - k, g] = _mix(
                leaving, gas.airway_ml[SEGMENTS - 1 - k, g], segment, volume
            )
        if g == CO2:
            gas.exhaled_co2_ml += leaving / STPD_TO_BTPS
            gas.mouth_pco2_mmhg = leaving / volume * BAROMETRIC_DRY_MMHG
        elif g == O2:
            gas.inhaled_o2_ml -= leaving / STPD_TO_BTPS
    gas.exhaled_ml += volume
    gas.exhaled_peak = max(gas.exhaled_peak, gas.mouth_pco2_mmhg)


@kernel
def _mix(entering: float, held: float, segment: float, volume: float) -> tuple[float, float]:
    """Implicit upwind through one well-mixed segment: returns what leaves it and what it now holds."""
    total = entering + held
    leaving = total * volume / (volume + segment)
    return leaving, total - leaving


@kernel
def _perfuse(body: Record) -> None:
    """Blood takes up and gives off at each lung, mixes with shunt, and moves the pools along."""
    gas = body.gas_exchange
    blood = body.blood
    flow = max(body.circulation.cardiac_output_ml_s, 0.0)
    passed = flow * TICK_S
    through = 0.5 * passed * (1.0 - gas.shunt)
    o2 = gas.venous_content[O2] * passed * gas.shunt
    co2 = gas.venous_content[CO2] * passed * gas.shunt
    for unit in range(LUNGS):
        taken, given = _exchange(gas, blood, unit, through)
        o2 += gas.venous_content[O2] * through + taken
        co2 += gas.venous_content[CO2] * through - given
    pool = gas.arterial_pool_ml
    fresh = passed / (pool + passed)
    if passed > 0.0:
        gas.arterial_content[O2] += (o2 / passed - gas.arterial_content[O2]) * fresh
        gas.arterial_content[CO2] += (co2 / passed - gas.arterial_content[CO2]) * fresh


@kernel
def _exchange(gas: Record, blood: Record, unit: int, through: float) -> tuple[float, float]:
    """Oxygen taken from and carbon dioxide given to one lung by `through` mL of blood (STPD)."""
    held = gas.alveolar_ml[unit, O2] + gas.alveolar_ml[unit, CO2] + gas.alveolar_ml[unit, N2]
    to_pressure = BAROMETRIC_DRY_MMHG / max(held, 20.0)
    po2 = gas.alveolar_ml[unit, O2] * to_pressure
    pco2 = gas.alveolar_ml[unit, CO2] * to_pressure
    ph = ph_at(pco2, blood.ph_at_40)
    s = saturation(po2, ph)
    end_o2 = oxygen_content(po2, ph, blood.haemoglobin_g_l)
    end_co2 = co2_content(pco2, s, blood.bicarbonate_at_40, blood.haemoglobin_g_l)
    taken = through * (end_o2 - gas.venous_content[O2])
    given = through * (gas.venous_content[CO2] - end_co2)
    taken = min(max(taken, -through * gas.venous_content[O2]), 0.2 * gas.alveolar_ml[unit, O2] / STPD_TO_BTPS)
    given = min(max(given, -0.2 * gas.alveolar_ml[unit, CO2] / STPD_TO_BTPS), through * gas.venous_content[CO2])
    gas.alveolar_ml[unit, O2] -= taken * STPD_TO_BTPS
    gas.alveolar_ml[unit, CO2] += given * STPD_TO_BTPS
    return taken, given


@kernel
def _consume(body: Record) -> None:
    """Tissue takes oxygen from its capillaries as long as there is some, and gives carbon dioxide to its veins."""
    gas = body.gas_exchange
    blood = body.blood
    passed = max(body.circulation.cardiac_output_ml_s, 0.0) * TICK_S
    asleep = 1.0 - ASLEEP_SAVES * (1.0 - body.brain.wakefulness)
    wanted = gas.demand_ml_s * asleep * max(body.mechanisms.metabolic_rate, 0.0) * TICK_S
    got = 0.0
    o2 = 0.0
    co2 = 0.0
    for i in range(2):
        through = passed * (FAST_FLOW if i == 0 else 1.0 - FAST_FLOW)
        share = FAST_CONSUMPTION if i == 0 else 1.0 - FAST_CONSUMPTION
        content = gas.tissue_o2_ml[i] / gas.tissue_o2_pool_ml[i]
        enough = content * content / (content * content + HALF_CONSUMPTION_CONTENT * HALF_CONSUMPTION_CONTENT)
        used = min(wanted * share * enough, 0.5 * gas.tissue_o2_ml[i])
        gas.tissue_o2_ml[i] += through * (gas.arterial_content[O2] - content) - used
        pressure = gas.tissue_co2_ml[i] / gas.tissue_co2_per_mmhg[i]
        s = min(content / (1.34e-3 * max(blood.haemoglobin_g_l, 10.0)), 1.0)
        leaving = co2_content(pressure, s, blood.bicarbonate_at_40, blood.haemoglobin_g_l)
        made = used * gas.respiratory_quotient + (wanted * share - used) * 0.15
        gas.tissue_co2_ml[i] += through * (gas.arterial_content[CO2] - leaving) + made
        o2 += through * content
        co2 += through * leaving
        got += used
        gas.produced_co2_ml += made
    gas.consumed_o2_ml += got
    _return(gas, passed, o2, co2)
    rate = TICK_S / SMOOTHING_S
    gas.oxygen_consumption_ml_min += (got / TICK_S * 60.0 - gas.oxygen_consumption_ml_min) * rate
    unmet = max(1.0 - got / max(wanted, 1e-9) - DEBT_AT_REST, 0.0)
    gas.oxygen_debt_fraction += (unmet - gas.oxygen_debt_fraction) * rate


@kernel
def _return(gas: Record, passed: float, o2: float, co2: float) -> None:
    """Veins: what the tissues sent mixes with what was there; the same amount leaves for the lungs."""
    if passed <= 0.0:
        return
    share = passed / gas.venous_pool_ml
    gas.venous_content[O2] += (o2 / passed - gas.venous_content[O2]) * share
    gas.venous_content[CO2] += (co2 / passed - gas.venous_content[CO2]) * share


@kernel
def _read(body: Record) -> None:
    gas = body.gas_exchange
    blood = body.blood
    hb = blood.haemoglobin_g_l
    s = gas.arterial_saturation
    content = gas.arterial_content[CO2]
    gas.arterial_pco2_mmhg = co2_pressure(content, s, blood.bicarbonate_at_40, hb, gas.arterial_pco2_mmhg)
    ph = ph_at(gas.arterial_pco2_mmhg, blood.ph_at_40)
    gas.arterial_po2_mmhg = oxygen_pressure(gas.arterial_content[O2], ph, hb, gas.arterial_po2_mmhg)
    gas.arterial_saturation = saturation(gas.arterial_po2_mmhg, ph)
    venous = (gas.venous_content[O2] - 1e-3) / (1.34e-3 * max(hb, 10.0))
    gas.venous_saturation = min(max(venous, 0.0), 1.0)
    flow = body.circulation.cardiac_output_ml_s
    gas.oxygen_delivery_ml_min = gas.arterial_content[O2] * flow * 60.0
    _read_alveoli(gas)


@kernel
def _read_alveoli(gas: Record) -> None:
    """Mean of the two perfused lungs over some seconds: what the alveolar gas equation speaks of."""
    o2 = gas.alveolar_ml[0, O2] + gas.alveolar_ml[1, O2]
    co2 = gas.alveolar_ml[0, CO2] + gas.alveolar_ml[1, CO2]
    held = o2 + co2 + gas.alveolar_ml[0, N2] + gas.alveolar_ml[1, N2]
    rate = TICK_S / SMOOTHING_S
    gas.alveolar_po2_mmhg += (o2 / held * BAROMETRIC_DRY_MMHG - gas.alveolar_po2_mmhg) * rate
    gas.alveolar_pco2_mmhg += (co2 / held * BAROMETRIC_DRY_MMHG - gas.alveolar_pco2_mmhg) * rate
