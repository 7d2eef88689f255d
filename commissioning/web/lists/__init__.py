"""Lists: what every list of the site can do — filter, search, sort, page, and give out a file.

A list is one `Listing`, kept beside the view that shows it, and one line in its template:
`{% include "lists/list.html" %}`.
"""

from commissioning.web.lists.cells import Cell, Column, Row
from commissioning.web.lists.filters import MOST_OFFERED, ListFilters
from commissioning.web.lists.listing import Listed, Listing
from commissioning.web.lists.tables import Table

__all__ = ["MOST_OFFERED", "Cell", "Column", "ListFilters", "Listed", "Listing", "Row", "Table"]
