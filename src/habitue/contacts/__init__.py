"""How to reach somebody: addresses and contact persons, the same for customers and suppliers; and the suppliers."""
