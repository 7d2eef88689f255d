"""Addresses of the commissioner's own tasks."""

from __future__ import annotations

from django.urls import path

from commissioning.views import tasks

urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/new/", tasks.task_new, name="task_new"),
    path("tasks/<int:key>/", tasks.task, name="task"),
    path("tasks/<int:key>/done/", tasks.task_done, name="task_done"),
    path("tasks/<int:key>/take-back/", tasks.task_take_back, name="task_take_back"),
]
