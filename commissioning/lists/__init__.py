"""Lists: what every list of the site can do — filter, search, sort, page, and give out a file.

A list is one `Listing`, kept beside the view that shows it, and one line in its template:
`{% include "lists/list.html" %}`.
"""

from commissioning.lists.cells import Cell, Column, Row
from commissioning.lists.filters import ListFilters
from commissioning.lists.listing import Listed, Listing
from commissioning.lists.tables import Table

__all__ = ["Cell", "Column", "ListFilters", "Listed", "Listing", "Row", "Table"]
