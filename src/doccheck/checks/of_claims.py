"""The checks that look at a claim: code → class, one line each. They are loaded where a claim is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.dc101_units_differ_from_dose import UnitsDifferFromDose
from doccheck.checks.dc108_absolute_unit_limit_exceeded import AbsoluteUnitLimitExceeded
from doccheck.checks.dc109_unit_limit_exceeded import UnitLimitExceeded
from doccheck.checks.dc116_claim_line_without_units import ClaimLineWithoutUnits
from doccheck.checks.dc201_jw_and_jz_on_one_line import JwAndJzOnOneLine
from doccheck.checks.dc202_jw_on_multi_dose_container import JwOnMultiDoseContainer
from doccheck.checks.dc203_jz_on_multi_dose_container import JzOnMultiDoseContainer
from doccheck.checks.dc204_jw_units_differ_from_waste import JwUnitsDifferFromWaste
from doccheck.checks.dc205_discard_modifier_missing import DiscardModifierMissing
from doccheck.checks.dc206_jz_although_drug_was_discarded import JzAlthoughDrugWasDiscarded
from doccheck.checks.dc207_overfill_billed_as_waste import OverfillBilledAsWaste
from doccheck.checks.dc208_more_than_the_label_billed import MoreThanTheLabelBilled
from doccheck.checks.dc209_full_multi_dose_vial_billed import FullMultiDoseVialBilled
from doccheck.checks.dc210_waste_billed_but_not_recorded import WasteBilledButNotRecorded
from doccheck.checks.dc213_waste_unaccounted_for import WasteUnaccountedFor
from doccheck.checks.dc220_side_contradicts_record import SideContradictsRecord
from doccheck.checks.dc221_both_sides_on_one_line import BothSidesOnOneLine
from doccheck.checks.dc222_side_modifier_on_systemic_drug import SideModifierOnSystemicDrug
from doccheck.checks.dc223_visit_modifier_on_drug import VisitModifierOnDrug
from doccheck.checks.dc224_procedure_modifier_on_drug import ProcedureModifierOnDrug
from doccheck.checks.dc225_notice_given_and_not_given import NoticeGivenAndNotGiven
from doccheck.checks.dc226_route_modifier_against_route import RouteModifierAgainstRoute
from doccheck.checks.dc227_distinct_service_modifier_on_drug import DistinctServiceModifierOnDrug
from doccheck.checks.dc228_series_modifier_without_series import SeriesModifierWithoutSeries
from doccheck.checks.dc229_off_campus_modifiers_in_doubt import OffCampusModifiersInDoubt
from doccheck.checks.dc230_discount_program_modifiers_in_doubt import DiscountProgramModifiersInDoubt
from doccheck.checks.dc231_policy_modifier_with_exclusion import PolicyModifierWithExclusion
from doccheck.checks.dc232_anaemia_modifier_missing import AnaemiaModifierMissing
from doccheck.checks.dc233_notice_modifier_without_words import NoticeModifierWithoutWords
from doccheck.checks.dc234_modifier_unknown import ModifierUnknown
from doccheck.checks.dc235_bilateral_modifier_on_drug import BilateralModifierOnDrug
from doccheck.checks.dc236_discard_modifier_not_in_use import DiscardModifierNotInUse
from doccheck.checks.dc503_dose_claimed_but_not_given import DoseClaimedButNotGiven
from doccheck.checks.dc510_other_drug_code_ignored import OtherDrugCodeIgnored
from doccheck.checks.dc511_code_not_on_claim import CodeNotOnClaim
from doccheck.checks.dc902_unit_limit_of_another_quarter import UnitLimitOfAnotherQuarter

if TYPE_CHECKING:
    from doccheck.checks.rule import Check

__all__ = ["CLAIM_CHECKS"]

CLAIM_CHECKS: dict[str, type[Check]] = {
    "DC101": UnitsDifferFromDose,
    "DC108": AbsoluteUnitLimitExceeded,
    "DC109": UnitLimitExceeded,
    "DC116": ClaimLineWithoutUnits,
    "DC201": JwAndJzOnOneLine,
    "DC202": JwOnMultiDoseContainer,
    "DC203": JzOnMultiDoseContainer,
    "DC204": JwUnitsDifferFromWaste,
    "DC205": DiscardModifierMissing,
    "DC206": JzAlthoughDrugWasDiscarded,
    "DC207": OverfillBilledAsWaste,
    "DC208": MoreThanTheLabelBilled,
    "DC209": FullMultiDoseVialBilled,
    "DC210": WasteBilledButNotRecorded,
    "DC213": WasteUnaccountedFor,
    "DC220": SideContradictsRecord,
    "DC221": BothSidesOnOneLine,
    "DC222": SideModifierOnSystemicDrug,
    "DC223": VisitModifierOnDrug,
    "DC224": ProcedureModifierOnDrug,
    "DC225": NoticeGivenAndNotGiven,
    "DC226": RouteModifierAgainstRoute,
    "DC227": DistinctServiceModifierOnDrug,
    "DC228": SeriesModifierWithoutSeries,
    "DC229": OffCampusModifiersInDoubt,
    "DC230": DiscountProgramModifiersInDoubt,
    "DC231": PolicyModifierWithExclusion,
    "DC232": AnaemiaModifierMissing,
    "DC233": NoticeModifierWithoutWords,
    "DC234": ModifierUnknown,
    "DC235": BilateralModifierOnDrug,
    "DC236": DiscardModifierNotInUse,
    "DC503": DoseClaimedButNotGiven,
    "DC510": OtherDrugCodeIgnored,
    "DC511": CodeNotOnClaim,
    "DC902": UnitLimitOfAnotherQuarter,
}
