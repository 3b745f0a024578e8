"""The numbers of the README, each from one command; see README.md here."""
