"""The three balances of a customer and gift cards: each the sum of append-only entries with their cause."""
