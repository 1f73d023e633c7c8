import click

from habitue.config.environment import Environment
from habitue.config.words import gettext as _

from .ready import ready


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with a demo shop.")
def prepare(*, demo: bool) -> None:
    """Do all that `run` does before it serves, and stop there."""
    furnish(ready(), demo=demo)


def furnish(given: Environment, *, demo: bool) -> None:
    from habitue.config import static
    from habitue.customers.listing.filing import put_indexes_back
    from habitue.customers.search.bulk import catch_up

    catch_up()  # an import that broke off leaves customers whom the search doesn't know yet
    put_indexes_back()  # a list that was being filed lacks them
    if not given.debug:
        static.collect_stale(given.static_root)
    if demo:
        _fill_demo()


def _fill_demo() -> None:
    from habitue.stores.models import Shop

    if not Shop.objects.exists():
        from habitue.config import demo

        click.echo(_("Setting up the demo shop…"))
        demo.fill()
