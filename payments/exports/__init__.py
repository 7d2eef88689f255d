"""What leaves the building: schedules, statements and journals, in other people's layouts.

Nothing is worked out here. Amounts are the lines' own, explanations are the stored derivations, and
every file is checked against the run's totals before it appears under its name.
"""
