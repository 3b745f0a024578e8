"""PDF: characters with their places become lines, columns and paragraphs."""
