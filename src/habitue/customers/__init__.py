"""Who buys: customers, their cards and groups, and the one box that finds them."""
