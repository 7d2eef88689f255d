import pytest

from commissioning.config.healthcheck import name_of_the_site


@pytest.mark.parametrize(
    ("hosts", "name"),
    [
        (("care.nhs.uk", "other"), "care.nhs.uk"),
        ((".nhs.uk",), "nhs.uk"),
        (("*",), "localhost"),
    ],
)
def test_the_question_carries_a_name_of_the_site(hosts, name):
    assert name_of_the_site(hosts) == name
