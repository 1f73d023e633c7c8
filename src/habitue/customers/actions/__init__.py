from habitue.customers.actions.change_customer import change_customer
from habitue.customers.actions.create_customer import create_customer

__all__ = ["change_customer", "create_customer"]
