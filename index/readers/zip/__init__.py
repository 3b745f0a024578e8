"""Zip files: the one door to their members, archives of documents, and what else comes as a zip."""
