class Wrong(ValueError):
    """The message says what is wrong with one value."""
