"""What can be seen and felt on the skin: flush, urticaria, pallor, cyanosis, sweat, capillary refill, temperature.

Redness and weals need blood in the skin: both fade as skin flow falls and return with it.
"""

import math

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel
from osler.physiology.parameters import PatientParameters

DTYPE = np.dtype(
    [
        (name, "f8")
        for name in (
            "flush",
            "urticaria",
            "pallor",
            "cyanosis",
            "sweating",
            "capillary_refill_s",
            "temperature_c",
            "itch",
            "angioedema",
            "core_temperature_c",
        )
    ]
)

WEAL_LAG_S = 45.0  # estimate: how fast redness follows blood
SWEAT_LAG_S = 60.0
WITHDRAWAL_SWEAT = 0.7  # sweating of full withdrawal, where the reflexes of pressure rest; estimate
TEMPERATURE_LAG_S = 600.0
REFILL_REST_S, REFILL_MAX_S = 1.5, 8.0
WARM_SKIN_C, COLD_SKIN_C = 33.7, 25.0  # Gagge neutral skin; estimate for shut-down skin
CAPILLARY_EXTRACTION = 0.12  # share of saturation lost on the way to visible capillaries at rest; recalled
CYANOSIS_FROM, CYANOSIS_SPAN = 35.0, 35.0  # g/l reduced haemoglobin in capillaries (30-50 g/l, recalled)
ITCH_BLOCKED = 0.75  # share of itch that complete H1 blockade takes away; estimate


@kernel
def tick(body: Record) -> None:
    """Follow skin flow, mediators, desaturated haemoglobin and sympathetic outflow."""
    s, m, c = body.skin, body.mechanisms, body.circulation
    flow = max(0.0, c.skin_flow_fraction)
    visible = min(1.0, max(0.0, (flow - 0.08) / 0.42))
    _toward(body, m, visible)
    s.pallor += TICK_S / 10.0 * (min(1.0, max(0.0, (0.6 - flow) / 0.5)) - s.pallor)
    saturation = body.gas_exchange.arterial_saturation
    extraction = CAPILLARY_EXTRACTION * min(3.0, 1.0 / max(0.2, flow))
    reduced = body.blood.haemoglobin_g_l * min(1.0, 1.0 - saturation + 0.5 * extraction)
    blue = min(1.0, max(0.0, (reduced - CYANOSIS_FROM) / CYANOSIS_SPAN))
    s.cyanosis += TICK_S / 8.0 * (blue - s.cyanosis)
    drive = max(0.0, (body.reflexes.sympathetic - 1.5) / 1.5) + WITHDRAWAL_SWEAT * body.brain.withdrawal
    s.sweating += TICK_S / SWEAT_LAG_S * (min(1.0, drive) - s.sweating)
    refill = REFILL_REST_S / max(0.15, min(1.3, flow))
    s.capillary_refill_s += TICK_S / 5.0 * (min(REFILL_MAX_S, refill) - s.capillary_refill_s)
    share = min(1.2, math.sqrt(flow))
    target = COLD_SKIN_C + (WARM_SKIN_C - COLD_SKIN_C) * share
    s.temperature_c += TICK_S / TEMPERATURE_LAG_S * (target - s.temperature_c)


@kernel
def _toward(body: Record, m: Record, visible: float) -> None:
    """Allergic signs follow their mechanisms, shown only as far as skin is perfused."""
    s = body.skin
    s.flush += TICK_S / WEAL_LAG_S * (min(1.0, m.flush) * visible - s.flush)
    s.urticaria += TICK_S / WEAL_LAG_S * (min(1.0, m.urticaria) * visible - s.urticaria)
    s.angioedema += TICK_S / WEAL_LAG_S * (min(1.0, m.angioedema) - s.angioedema)
    itch = min(1.0, m.itch) * (1.0 - ITCH_BLOCKED * body.receptors.h1) * body.brain.consciousness
    s.itch += TICK_S / 20.0 * (itch - s.itch)
    warm = body.patient.temperature_c + m.temperature_set_point
    s.core_temperature_c += TICK_S / 3600.0 * (warm - s.core_temperature_c)


def initialise(body: Body, patient: PatientParameters) -> None:
    """Warm, pink and dry."""
    s = body["skin"]
    s["capillary_refill_s"] = REFILL_REST_S
    s["temperature_c"] = WARM_SKIN_C
    s["core_temperature_c"] = patient.temperature_c
