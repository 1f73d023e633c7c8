"""The shop itself: outlets, registers, staff and their roles."""
