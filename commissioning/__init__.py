"""What is commissioned, who may act, and the wiring of the project.

Celery's application is not imported here: the pure core lives in this package and knows nothing
of Django or Celery.
"""
