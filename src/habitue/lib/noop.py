def gettext_noop(text: str) -> str:
    """Marks a text that is translated later. Django's own asks for the settings, which may be what is wrong."""
    return text
