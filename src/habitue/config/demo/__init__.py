"""The demo shop: a few hundred products and customers, five people, and a fortnight of sales, all through actions."""

from habitue.config.demo.shop import fill

__all__ = ["fill"]
