"""What Habitué's speed is, measured. `make bench` runs every section and prints figures and ratios."""
