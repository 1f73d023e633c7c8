from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "habitue.lib"

    def ready(self) -> None:
        from habitue.lib.form_words import say_what_to_do

        say_what_to_do()
