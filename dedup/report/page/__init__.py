"""Report -> `report.html`: one page that opens from disk, and asks nothing of any network."""
