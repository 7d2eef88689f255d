"""Addresses of care homes, and of what practices, networks and the CCG say of them."""

from __future__ import annotations

from django.urls import path

from carehomes.views import (
    alignments,
    counts,
    homes,
    lead_forms,
    leads,
    medicines,
    networks,
    offers,
    out_of_hours,
    records,
    support,
)

app_name = "carehomes"

OFFER = "sign-ups/<slug:specification>/<str:practice>/offer/"

urlpatterns = [
    path("homes/", homes.homes, name="homes"),
    path("homes/add/", records.home_add, name="home_add"),
    path("homes/<str:location_id>/", homes.home, name="home"),
    path("homes/<str:location_id>/beds/", records.home_beds, name="home_beds"),
    path("homes/<str:location_id>/correct/", records.home_correct, name="home_correct"),
    path("homes/<str:location_id>/counts/", records.home_counts, name="home_counts"),
    path("homes/<str:location_id>/gap/", out_of_hours.gap_flag, name="gap_flag"),
    path("homes/<str:location_id>/out-of-hours/", out_of_hours.home_cover, name="home_cover"),
    path("homes/<str:location_id>/registered/", records.home_registered, name="home_registered"),
    path("homes/<str:location_id>/support/", support.home_support, name="home_support"),
    path(OFFER, offers.offer_choose, name="offer_choose"),
    path("residents/", counts.counting, name="counting"),
    path("residents/<str:code>/", counts.residents, name="residents"),
    path("plans/<str:code>/", counts.plans, name="plans"),
    path("leads/", leads.leads, name="leads"),
    path("leads/propose/", lead_forms.lead_propose, name="lead_propose"),
    path("leads/<int:key>/", leads.lead, name="lead"),
    path("leads/<int:key>/answer/", lead_forms.lead_answer, name="lead_answer"),
    path("leads/<int:key>/decide/", lead_forms.lead_decide, name="lead_decide"),
    path("leads/<int:key>/end/", lead_forms.lead_end, name="lead_end"),
    path("leads/<int:key>/exception/", lead_forms.lead_exception, name="lead_exception"),
    path("medicines/", medicines.medicines, name="medicines"),
    path("medicines/<str:code>/", medicines.practice_medicines, name="practice_medicines"),
    path("medicines/<str:code>/answer/", medicines.answer, name="medicines_answer"),
    path("medicines/<str:code>/bear-out/", medicines.bear_out, name="medicines_bear_out"),
    path("medicines/<str:code>/needs/", medicines.needs, name="medicines_needs"),
    path("medicines/<str:code>/services/", counts.services, name="medicines_services"),
    path("out-of-hours/", out_of_hours.out_of_hours, name="out_of_hours"),
    path("out-of-hours/keep/", out_of_hours.keep, name="out_of_hours_keep"),
    path("out-of-hours/gaps/<int:key>/", out_of_hours.gap, name="gap"),
    path("alignments/", alignments.alignments, name="alignments"),
    path("alignments/propose/", alignments.propose, name="alignment_propose"),
    path("alignments/<int:key>/", alignments.proposal, name="alignment"),
    path("networks/<str:code>/care-homes/", networks.network_homes, name="network_homes"),
    path("milestones/", networks.board, name="milestones"),
    path("milestones/<str:code>/", networks.network_milestones, name="network_milestones"),
    path("milestones/<str:code>/<str:milestone>/", networks.milestone, name="milestone"),
]
