"""The list of customers: fast to sort, filter and page through, however many there are."""
