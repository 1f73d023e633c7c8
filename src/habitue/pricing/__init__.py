"""What a basket costs, and why. Pure functions: no database inside."""
