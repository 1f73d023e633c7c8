from habitue.customers.actions.change_customer import change_customer
from habitue.customers.actions.create_customer import create_customer
from habitue.customers.actions.import_customers import import_customers

__all__ = ["change_customer", "create_customer", "import_customers"]
