"""Addresses of the commissioner's own tasks."""

from __future__ import annotations

from django.urls import path

from commissioning.commissioner_tasks import views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/new/", views.task_new, name="task_new"),
    path("tasks/<int:key>/", views.task, name="task"),
    path("tasks/<int:key>/done/", views.task_done, name="task_done"),
    path("tasks/<int:key>/take-back/", views.task_take_back, name="task_take_back"),
]
