"""Sheet sizes in points (ISO 216), and millimetres."""

MM = 72 / 25.4
"""Points in a millimetre."""

A4 = (210 * MM, 297 * MM)
"""A4 upright: width, height."""

A5_LYING = (210 * MM, 148.5 * MM)
"""Half an A4 sheet, lying: two of them make the sheet without a remainder."""

A4_LYING = (297 * MM, 210 * MM)
"""A4 lying."""
