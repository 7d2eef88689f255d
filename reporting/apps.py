from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # ruff: noqa: PLC0415  (there are no models to import before this)
        from payments.selectors.decisions import read_grounds_from
        from reporting.selectors.consequences import behind

        read_grounds_from(behind)
