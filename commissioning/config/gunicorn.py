"""How gunicorn serves.

`gunicorn --config python:commissioning.config.gunicorn commissioning.config.wsgi`
"""

import os
from pathlib import Path

from commissioning.config.environment import read

_environment = read(os.environ, Path(__file__).resolve().parent.parent.parent)
_in_memory = Path("/dev/shm")  # noqa: S108  (where workers show that they are alive)

bind = f"127.0.0.1:{_environment.port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
graceful_timeout = 10
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = str(_in_memory) if os.access(_in_memory, os.W_OK) else None
control_socket_disable = True
errorlog = "-"
loglevel = "info" if _environment.production else "warning"
accesslog = "-" if _environment.production else None
forwarded_allow_ips = "*" if _environment.production else "127.0.0.1"
logger_class = "commissioning.config.access_log.WithoutSecrets"
