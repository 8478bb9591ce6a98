"""What the body must be told before it can live: frozen parameter sets, units in the names.

Citations and review state live with the content that fills these in.
"""

import math
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
    shunt_fraction: float = 0.03
    """Venous admixture of clear lungs, 0.02 to 0.05 of the output (recalled)."""
    anxiety: float = 0.0
    pain: float = 0.0
    sleep_apnoea_severity: float = 0.0
    """0 none .. 1 severe: how readily the upper airway collapses when tone is lost."""
    opioid_tolerance: float = 0.0
    """0 naive .. 1 long-term user."""
    opioid_sensitivity: float = 1.0
    """Factor on opioid effect at a given concentration, beyond what age explains."""
    sedative_load: float = 0.0
    """0 none .. 1 heavy: standing sedation by other medicines."""
    wakefulness: float = 1.0
    """1 awake by day .. 0 asleep when undisturbed."""
    beta_blockade: float = 0.0
    """Beta-blocker taken regularly, as concentration / Kb (about 10 at usual doses)."""
    oxygen_consumption_ml_min: float = 0.0
    """0 = from weight and age."""
    respiratory_quotient: float = 0.8
    functional_residual_capacity_ml: float = 0.0
    """0 = from height, sex and posture."""
    respiratory_compliance_ml_cmh2o: float = 90.0
    airway_resistance_cmh2o_s_l: float = 2.5
    airway_collapsibility: float = 0.0
    """0 none .. 1 severe: expiratory flow limitation of the small airways."""
    vagal_gain: float = 0.12
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
    """How much mediator can be released in all at severity 1 (1 = enough for level 1 once if nothing decayed)."""
    severity_power: float
    """Release scales with severity to this power: the most severe are more than proportionally so."""
    self_sustaining: bool
    """True: once begun the release goes on when the trigger is taken away."""
    damping_receptor: str = ""
    damping_half_activation: float = 1.0
    damping_severity_power: float = 0.0
    """The half activation is given at severity 1 and scales with severity to this power."""
    damping_max: float = 0.0
    exhaustion_s: float = math.inf
    """Time constant with which cells that have not released yet lose the readiness to."""
    variation: dict[str, float] = field(default_factory=dict)
    effects: tuple[EffectParameters, ...] = ()


@dataclass(frozen=True)
class PortParameters:
    """How a drug leaves the place where it was put: dispersal of the deposit, then a fast and a slow drain to blood."""

    name: str
    """One of `pharmacology.PORTS` except the vein."""
    release_per_min: float
    fast_share: float
    fast_absorption_per_min: float
    slow_absorption_per_min: float = 0.0
    bioavailability: float = 1.0
    perfusion_power: float = 0.0
    """Absorption scales with (muscle or skin flow / rest) to this power."""
    dispersal_per_min: float = 0.0
    """Rate of a second stage of dispersal, which makes the first minutes later; 0 leaves it out."""


@dataclass(frozen=True)
class ReceptorAction:
    """Affinity at one of `receptors.RECEPTORS`; efficacy 0 is an antagonist and `half_effect_mg_l` its Kb."""

    receptor: str
    half_effect_mg_l: float
    efficacy: float = 1.0


@dataclass(frozen=True)
class DrugParameters:
    """Kinetics of one drug for 70 kg and a clearance of creatinine of 100 mL/min, and its receptor actions."""

    name: str
    central_volume_l: float
    clearance_l_min: float
    rapid_volume_l: float = 1.0
    rapid_exchange_l_min: float = 0.0
    deep_volume_l: float = 1.0
    deep_exchange_l_min: float = 0.0
    volume_weight_power: float = 1.0
    clearance_weight_power: float = 0.75
    renal_share: float = 0.0
    """Share of clearance that falls with glomerular filtration."""
    clearance_spread: float = 0.0
    """Standard deviation of the logarithm of clearance between patients."""
    effect_ke0_per_min: float = 1.0
    slow_effect_ke0_per_min: float = 0.0
    slow_effect_share: float = 0.0
    transit_s: float = 20.0
    """Mean arm-to-heart time at a cardiac output of 5 L/min."""
    airway_volume_l: float = 0.0
    """Virtual volume of the airway wall in which an inhaled deposit acts."""
    ports: tuple[PortParameters, ...] = ()
    actions: tuple[ReceptorAction, ...] = ()
    metabolite: "DrugParameters | None" = None
    metabolite_yield: float = 0.0
    """mg of metabolite formed for each mg eliminated."""
