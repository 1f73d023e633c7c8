from django import forms
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.forms.fields import CSVUpload

LARGEST_FILE = 20 * 1024 * 1024


class GiftCardFileForm(forms.Form):
    file = CSVUpload(
        largest=LARGEST_FILE,
        too_large=_("The file has more than 20 MB. Part it into several."),
        help_text=_("The first line names the columns: code and amount, and if wished expires and note."),
    )
