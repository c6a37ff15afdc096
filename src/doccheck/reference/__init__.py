"""The reference: official facts of drug codes, the articles' requirements, and the drug lexicon, with their sources.

:class:`doccheck.reference.lookup.Reference` is the door; every table is opened when first asked for.
"""
