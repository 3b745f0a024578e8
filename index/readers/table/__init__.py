"""CSV and TSV: a row is a paragraph."""
