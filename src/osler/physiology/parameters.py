"""What the body must be told before it can live: frozen parameter sets, units in the names.

Citations and review state live with the content that fills these in.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PatientParameters:
    """One person at rest. Defaults are a healthy 70 kg adult."""

    name: str = "adult"
    sex: str = "male"
    age_years: float = 40.0
    weight_kg: float = 70.0
    height_cm: float = 170.0
    heart_rate_per_min: float = 72.0
    mean_arterial_pressure_mmhg: float = 92.0
    respiratory_rate_per_min: float = 14.0
    arterial_pco2_mmhg: float = 40.0
    haemoglobin_g_l: float = 140.0
    temperature_c: float = 36.8
    glucose_mmol_l: float = 5.5
    potassium_mmol_l: float = 4.0
    lactate_mmol_l: float = 1.1
    glomerular_filtration_ml_min: float = 100.0
    shunt_fraction: float = 0.02
    anxiety: float = 0.0
    pain: float = 0.0
    sleep_apnoea_severity: float = 0.0
    """0 none .. 1 severe: how readily the upper airway collapses when tone is lost."""
    opioid_tolerance: float = 0.0
    """0 naive .. 1 long-term user."""
    vagal_gain: float = 1.0
    """Strength of the vagal reflex of the empty ventricle; varies between seeds."""
    trunk_deg: float = 40.0
    legs_deg: float = 0.0


@dataclass(frozen=True)
class EffectParameters:
    """What one insult does to one mechanism at full mediator effect.

    `full` is the factor (mechanisms that multiply) or the amount (mechanisms that add) at mediator level 1;
    `half_level` is the mediator level of half effect, `lag_s` a first-order delay of the target tissue.
    """

    mechanism: str
    full: float
    half_level: float
    hill: float
    lag_s: float
    recovery_s: float


@dataclass(frozen=True)
class InsultParameters:
    """A cause that acts through mediators: release while triggered, decay after, effects with their own delays."""

    name: str
    onset_s: float
    """Time constant of each of the two stages between trigger and release."""
    release_per_s: float
    decay_s: float
    stores: float
    """How much mediator can be released in all (1 = enough to reach level 1 once if nothing decayed)."""
    self_sustaining: bool
    """True: once begun the release goes on when the trigger is taken away."""
    damping_receptor: str = ""
    damping_half_activation: float = 1.0
    damping_max: float = 0.0
    variation: dict[str, float] = field(default_factory=dict)
    effects: tuple[EffectParameters, ...] = ()


@dataclass(frozen=True)
class DrugParameters:
    """Pharmacokinetics and receptor action of one drug."""

    name: str = ""
