"""The process of their own in which complex formats are read, and its limits."""
