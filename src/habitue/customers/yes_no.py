"""The words, folded, by which files say yes and no."""

YES = {"yes", "y", "true", "1", "x", "on", "oui", "o", "vrai", "si", "subscribed", "opted in", "granted"}
PLAIN_NO = {"no", "n", "false", "0", "off", "non", "faux"}
NO = PLAIN_NO | {"unsubscribed", "opted out", "denied", "bounced", "cleaned"}
