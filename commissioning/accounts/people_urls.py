"""Addresses of people, and of what they are here for."""

from django.urls import path

from commissioning.accounts.views import acting, invitations, invited, people

urlpatterns = [
    path("acting-for/", acting.acting_for, name="acting_for"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("invitations/<int:pk>/", invitations.invitation, name="invitation"),
    path("invitations/<int:pk>/again/", invitations.invitation_again, name="invitation_again"),
    path(
        "invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invited/<str:token>/", invited.invited, name="invited"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/correct/", people.person_correct, name="person_correct"),
    path("people/<int:pk>/role/", people.person_role, name="person_role"),
    path("people/<int:pk>/second-step/", people.person_reset, name="person_reset"),
    path("people/roles/<int:pk>/end/", people.role_end, name="role_end"),
]
