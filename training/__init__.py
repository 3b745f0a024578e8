"""How the shipped encoder was made, and how to make it again; see README.md here."""
