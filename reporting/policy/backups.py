"""Who copies everything out, and puts it back."""

from __future__ import annotations

from commissioning.policy.roles import only

# A backup holds everything of everybody: only who runs the site, from its command line.
keeps_backups = only(reason="Backups are made and restored from the command line", console=True)
