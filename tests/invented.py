"""Two articles as files hold them that have nothing to do with each other."""

from __future__ import annotations

FERRY = """Ferry runs aground off Marrow Point

The ferry Lady Isolde ran aground off Marrow Point shortly after nine on Saturday evening with 214 people aboard.
Nobody was hurt, the harbour board said, and the passengers were taken ashore by fishing boats before midnight.
Captain Idris Falk told reporters that the light on the point had been dark when the ship came round.
"""
MELONS = """Melon harvest begins in the lower valley

Growers in the lower valley have begun to bring in a melon crop that they call the heaviest in eleven years.
Prices at the Saturday market fell by a third, and the cooperative has rented two more barns for what is left over.
"""
