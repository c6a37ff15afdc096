"""Drug-billing arithmetic and rules on exact amounts. Knows nothing of notes, models or claims' files."""
