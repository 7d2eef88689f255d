from django.apps import AppConfig


class CareHomesConfig(AppConfig):
    name = "carehomes"
    verbose_name = "Care homes"
    default_auto_field = "django.db.models.BigAutoField"
