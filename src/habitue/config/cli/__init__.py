"""The command line. A command is a file of this folder; what it needs of Django it imports inside.

To add one to a group, write `import_suppliers.py` beside its neighbours, import its function here, and add it below.
"""

import click

from .doctor import doctor
from .exports import exports
from .imports import imports
from .journal import journal
from .messages import messages
from .prepare import prepare
from .run import run
from .unforeseen import Commands
from .work import work


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="habitue")
def main() -> None:
    """Habitué, a point of sale for shops whose heart is the customer."""


main.add_command(run)
main.add_command(work)
main.add_command(prepare)
main.add_command(journal)
main.add_command(doctor)
main.add_command(imports)
main.add_command(exports)
main.add_command(messages)
