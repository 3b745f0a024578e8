"""A link's way in: what may be asked for, from whom, how long, how much, and what is kept to ask again."""
