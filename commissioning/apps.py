from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CommissioningConfig(AppConfig):
    name = "commissioning"
    verbose_name = "Commissioning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("jobs")  # each app's kinds of long work
