"""A catalogue's words in a file for translators who do not use PO, and back: XLIFF, CSV and XLSX."""
