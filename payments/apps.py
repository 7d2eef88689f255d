from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = "Payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # ruff: noqa: PLC0415  (there are no models to import before this)
        from payments.selectors.opt_outs import decided_opt_outs
        from practices.selectors.opt_outs import read_decided_opt_outs_from

        read_decided_opt_outs_from(decided_opt_outs)
