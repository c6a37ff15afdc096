"""The checks that look at the record, whether or not a claim is given: code → class, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.dc001_quote_not_in_note import QuoteNotInNote
from doccheck.checks.dc002_quote_nearly_in_note import QuoteNearlyInNote
from doccheck.checks.dc003_value_not_in_quote import ValueNotInQuote
from doccheck.checks.dc005_denied_words_offered import DeniedWordsOffered
from doccheck.checks.dc006_words_of_another_time_offered import WordsOfAnotherTimeOffered
from doccheck.checks.dc007_planned_words_offered import PlannedWordsOffered
from doccheck.checks.dc008_words_about_another_person_offered import WordsAboutAnotherPersonOffered
from doccheck.checks.dc009_template_words_offered import TemplateWordsOffered
from doccheck.checks.dc010_instruction_like_text import InstructionLikeText
from doccheck.checks.dc011_old_encoding import OldEncoding
from doccheck.checks.dc102_dose_not_computable import DoseNotComputable
from doccheck.checks.dc103_conflicting_doses import ConflictingDoses
from doccheck.checks.dc104_day_and_administration_units_differ import DayAndAdministrationUnitsDiffer
from doccheck.checks.dc105_given_differs_from_order import GivenDiffersFromOrder
from doccheck.checks.dc106_calculation_wrong import CalculationWrong
from doccheck.checks.dc110_dose_only_by_volume import DoseOnlyByVolume
from doccheck.checks.dc111_error_prone_notation import ErrorProneNotation
from doccheck.checks.dc112_ambiguous_dose import AmbiguousDose
from doccheck.checks.dc113_unclassified_drug_description_incomplete import UnclassifiedDrugDescriptionIncomplete
from doccheck.checks.dc114_administration_contradicted import AdministrationContradicted
from doccheck.checks.dc115_same_number_in_two_units import SameNumberInTwoUnits
from doccheck.checks.dc117_unfilled_template_beside_dose import UnfilledTemplateBesideDose
from doccheck.checks.dc118_dose_only_in_an_order import DoseOnlyInAnOrder
from doccheck.checks.dc119_total_and_parts_added import TotalAndPartsAdded
from doccheck.checks.dc120_dose_given_in_part import DoseGivenInPart
from doccheck.checks.dc121_record_of_another_patient import RecordOfAnotherPatient
from doccheck.checks.dc211_waste_does_not_reconcile import WasteDoesNotReconcile
from doccheck.checks.dc212_vial_content_no_whole_units import VialContentNoWholeUnits
from doccheck.checks.dc214_smaller_vials_would_have_served import SmallerVialsWouldHaveServed
from doccheck.checks.dc215_container_kind_conflicting import ContainerKindConflicting
from doccheck.checks.dc301_necessity_not_documented import NecessityNotDocumented
from doccheck.checks.dc302_diagnosis_not_documented import DiagnosisNotDocumented
from doccheck.checks.dc303_symptoms_not_documented import SymptomsNotDocumented
from doccheck.checks.dc304_prior_therapies_not_documented import PriorTherapiesNotDocumented
from doccheck.checks.dc305_laboratory_result_not_documented import LaboratoryResultNotDocumented
from doccheck.checks.dc306_genetic_test_not_documented import GeneticTestNotDocumented
from doccheck.checks.dc307_progression_not_documented import ProgressionNotDocumented
from doccheck.checks.dc308_order_not_documented import OrderNotDocumented
from doccheck.checks.dc309_dose_not_documented import DoseNotDocumented
from doccheck.checks.dc310_claim_units_not_supported import ClaimUnitsNotSupported
from doccheck.checks.dc311_route_not_documented import RouteNotDocumented
from doccheck.checks.dc312_site_not_documented import SiteNotDocumented
from doccheck.checks.dc313_time_not_documented import TimeNotDocumented
from doccheck.checks.dc314_date_not_documented import DateNotDocumented
from doccheck.checks.dc315_location_not_documented import LocationNotDocumented
from doccheck.checks.dc316_waste_not_documented import WasteNotDocumented
from doccheck.checks.dc317_weight_not_documented import WeightNotDocumented
from doccheck.checks.dc318_infusion_times_not_documented import InfusionTimesNotDocumented
from doccheck.checks.dc319_lot_not_documented import LotNotDocumented
from doccheck.checks.dc320_expiry_not_documented import ExpiryNotDocumented
from doccheck.checks.dc321_response_not_documented import ResponseNotDocumented
from doccheck.checks.dc322_plan_not_documented import PlanNotDocumented
from doccheck.checks.dc323_calculation_not_documented import CalculationNotDocumented
from doccheck.checks.dc324_signature_not_documented import SignatureNotDocumented
from doccheck.checks.dc325_consent_not_documented import ConsentNotDocumented
from doccheck.checks.dc326_adverse_events_not_documented import AdverseEventsNotDocumented
from doccheck.checks.dc327_instructions_not_documented import InstructionsNotDocumented
from doccheck.checks.dc328_drug_choice_not_explained import DrugChoiceNotExplained
from doccheck.checks.dc329_modifier_not_supported import ModifierNotSupported
from doccheck.checks.dc330_no_known_prior_therapy import NoKnownPriorTherapy
from doccheck.checks.dc401_date_of_service_differs import DateOfServiceDiffers
from doccheck.checks.dc402_lot_expired import LotExpired
from doccheck.checks.dc403_stop_before_start import StopBeforeStart
from doccheck.checks.dc404_signature_no_signature import SignatureNoSignature
from doccheck.checks.dc405_no_date_of_service import NoDateOfService
from doccheck.checks.dc501_code_not_in_force import CodeNotInForce
from doccheck.checks.dc502_drug_of_another_code import DrugOfAnotherCode
from doccheck.checks.dc504_definitions_of_code_disagree import DefinitionsOfCodeDisagree
from doccheck.checks.dc505_form_or_route_of_another_code import FormOrRouteOfAnotherCode
from doccheck.checks.dc506_ndc_malformed import NdcMalformed
from doccheck.checks.dc507_ndc_of_another_code import NdcOfAnotherCode
from doccheck.checks.dc509_specific_code_exists import SpecificCodeExists
from doccheck.checks.dc512_drug_name_leaves_form_open import DrugNameLeavesFormOpen
from doccheck.checks.dc901_reference_older_than_service import ReferenceOlderThanService
from doccheck.checks.dc903_note_not_read_by_model import NoteNotReadByModel
from doccheck.checks.dc904_readers_disagree import ReadersDisagree

if TYPE_CHECKING:
    from doccheck.checks.rule import Check

__all__ = ["RECORD_CHECKS"]

RECORD_CHECKS: dict[str, type[Check]] = {
    "DC001": QuoteNotInNote,
    "DC002": QuoteNearlyInNote,
    "DC003": ValueNotInQuote,
    "DC005": DeniedWordsOffered,
    "DC006": WordsOfAnotherTimeOffered,
    "DC007": PlannedWordsOffered,
    "DC008": WordsAboutAnotherPersonOffered,
    "DC009": TemplateWordsOffered,
    "DC010": InstructionLikeText,
    "DC011": OldEncoding,
    "DC102": DoseNotComputable,
    "DC103": ConflictingDoses,
    "DC104": DayAndAdministrationUnitsDiffer,
    "DC105": GivenDiffersFromOrder,
    "DC106": CalculationWrong,
    "DC110": DoseOnlyByVolume,
    "DC111": ErrorProneNotation,
    "DC112": AmbiguousDose,
    "DC113": UnclassifiedDrugDescriptionIncomplete,
    "DC114": AdministrationContradicted,
    "DC115": SameNumberInTwoUnits,
    "DC117": UnfilledTemplateBesideDose,
    "DC118": DoseOnlyInAnOrder,
    "DC119": TotalAndPartsAdded,
    "DC120": DoseGivenInPart,
    "DC121": RecordOfAnotherPatient,
    "DC211": WasteDoesNotReconcile,
    "DC212": VialContentNoWholeUnits,
    "DC214": SmallerVialsWouldHaveServed,
    "DC215": ContainerKindConflicting,
    "DC301": NecessityNotDocumented,
    "DC302": DiagnosisNotDocumented,
    "DC303": SymptomsNotDocumented,
    "DC304": PriorTherapiesNotDocumented,
    "DC305": LaboratoryResultNotDocumented,
    "DC306": GeneticTestNotDocumented,
    "DC307": ProgressionNotDocumented,
    "DC308": OrderNotDocumented,
    "DC309": DoseNotDocumented,
    "DC310": ClaimUnitsNotSupported,
    "DC311": RouteNotDocumented,
    "DC312": SiteNotDocumented,
    "DC313": TimeNotDocumented,
    "DC314": DateNotDocumented,
    "DC315": LocationNotDocumented,
    "DC316": WasteNotDocumented,
    "DC317": WeightNotDocumented,
    "DC318": InfusionTimesNotDocumented,
    "DC319": LotNotDocumented,
    "DC320": ExpiryNotDocumented,
    "DC321": ResponseNotDocumented,
    "DC322": PlanNotDocumented,
    "DC323": CalculationNotDocumented,
    "DC324": SignatureNotDocumented,
    "DC325": ConsentNotDocumented,
    "DC326": AdverseEventsNotDocumented,
    "DC327": InstructionsNotDocumented,
    "DC328": DrugChoiceNotExplained,
    "DC329": ModifierNotSupported,
    "DC330": NoKnownPriorTherapy,
    "DC401": DateOfServiceDiffers,
    "DC402": LotExpired,
    "DC403": StopBeforeStart,
    "DC404": SignatureNoSignature,
    "DC405": NoDateOfService,
    "DC501": CodeNotInForce,
    "DC502": DrugOfAnotherCode,
    "DC504": DefinitionsOfCodeDisagree,
    "DC505": FormOrRouteOfAnotherCode,
    "DC506": NdcMalformed,
    "DC507": NdcOfAnotherCode,
    "DC509": SpecificCodeExists,
    "DC512": DrugNameLeavesFormOpen,
    "DC901": ReferenceOlderThanService,
    "DC903": NoteNotReadByModel,
    "DC904": ReadersDisagree,
}
