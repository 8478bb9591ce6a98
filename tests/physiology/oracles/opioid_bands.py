"""The bands of the opioid oracle, section 2: (minute, observable, low, high), true values, 30 s means.

Expert estimates, not reviewed by a named clinician: a lone value out of band is a warning, a broken shape a failure.
"""

Band = tuple[float, str, float, float]

RATE, TIDAL, SPO2, PACO2, ETCO2 = (
    "own_breathing_rate",
    "tidal_volume",
    "oxygen_saturation",
    "arterial_pco2",
    "end_tidal_co2",
)
GCS, PUPIL, PAIN, PULSE, SYSTOLIC = "gcs", "pupil_size", "pain", "heart_rate", "systolic_pressure"


def _table(columns: tuple[str, ...], rows: dict[float, tuple[tuple[float, float] | None, ...]]) -> list[Band]:
    return [
        (minute, name, *band)
        for minute, bands in rows.items()
        for name, band in zip(columns, bands, strict=True)
        if band is not None
    ]


VOLUNTEER = _table(
    (RATE, PACO2, SPO2, GCS, PUPIL),
    {
        0: ((12, 16), (4.9, 5.6), (96, 99), (15, 15), (3, 4)),
        5: ((9, 14), (5.2, 6.2), (94, 98), (14, 15), (2, 3)),
        20: ((7, 12), (6.2, 7.8), (88, 96), (13, 15), (1, 2)),
        30: ((7, 12), (6.2, 7.8), (88, 96), (13, 15), (1, 2)),
        40: ((7, 12), (6.2, 7.8), (88, 96), (13, 15), (1, 2)),
        120: ((8, 13), (5.8, 7.2), (91, 96), (14, 15), (1.5, 2.5)),
    },
)
FOUND = _table(
    (RATE, TIDAL, SPO2, PACO2, PULSE, SYSTOLIC, GCS, PUPIL, "skin_temperature", "glucose"),
    {0: ((5, 7), (330, 480), (78, 87), (8.4, 10.0), (62, 98), (98, 132), (6, 9), (1, 2), (25, 33), (4, 10))},
)
UNTREATED = _table(
    (RATE, SPO2, PACO2, GCS),
    {
        1: ((5, 7), (76, 86), (8.5, 10.1), (6, 9)),
        2: ((5, 7), (74, 86), (8.6, 10.2), (6, 9)),
        3: ((4, 7), (72, 85), (8.7, 10.4), (6, 9)),
        5: ((4, 6), (66, 82), (8.9, 10.8), (5, 8)),
        10: ((2, 5), (45, 74), (9.6, 12), (3, 7)),
        15: ((0, 4), (0, 60), (10.3, 13), (3, 5)),
    },
)
OXYGEN_ONLY = _table(
    (SPO2, PACO2, RATE),
    {
        1: ((88, 97), (8.5, 10.2), (5, 7)),
        2: ((93, 99), (8.6, 10.3), (4, 7)),
        3: ((95, 100), (8.7, 10.5), (4, 7)),
        5: ((95, 100), (9.0, 11), (4, 6)),
        10: ((94, 100), (9.8, 12.5), (3, 6)),
        15: ((92, 100), (10.5, 14), (2, 6)),
        20: ((90, 100), (11, 15), (1, 6)),
    },
)
BAGGED = _table(
    (SPO2, ETCO2, RATE, GCS),
    {
        1: ((88, 99), (8, 11), (4, 7), (6, 9)),
        2: ((94, 100), (7.6, 10), (4, 7), (6, 9)),
        3: ((95, 100), (7.3, 9.4), (4, 7), (6, 9)),
        5: ((96, 100), (6.8, 8.8), (3, 6), (6, 10)),
        10: ((96, 100), (6.0, 8.0), (2, 6), (6, 11)),
        15: ((96, 100), (5.6, 7.4), (2, 6), (6, 11)),
        20: ((96, 100), (5.2, 7.0), None, None),
    },
)
NALOXONE_400 = _table(
    (RATE, ETCO2, GCS, PULSE, SYSTOLIC, PAIN),
    {
        1: ((6, 12), (8, 10.5), (7, 11), None, None, None),
        2: ((10, 22), (6.5, 9), (11, 15), (80, 125), (115, 170), (2, 8)),
        3: ((12, 26), (6, 8.5), (13, 15), (85, 130), (125, 180), (5, 10)),
        5: ((12, 24), (5.6, 7.5), (13, 15), (85, 130), (125, 180), (5, 10)),
        10: ((12, 20), (5.0, 6.6), (13, 15), (80, 120), (115, 165), (5, 9)),
        15: ((11, 18), (4.9, 6.3), (13, 15), None, None, None),
        20: ((10, 17), (4.9, 6.3), (13, 15), None, None, None),
        45: ((7, 13), None, (10, 14), None, None, None),
        75: ((5, 10), None, (7, 12), None, None, None),
    },
)
NALOXONE_100 = _table(
    (RATE, GCS, PAIN),
    {
        1: ((5, 8), (6, 9), (0, 0)),
        2: ((6, 10), (8, 11), (0, 2)),
        3: ((6, 11), (9, 12), (0, 3)),
        5: ((8, 13), (10, 14), (1, 5)),
        10: ((9, 15), (11, 14), (2, 5)),
        15: ((9, 15), (11, 14), (2, 5)),
        20: ((9, 14), (11, 14), None),
        45: ((6, 11), (8, 12), None),
        75: ((5, 9), (6, 11), None),
    },
)
