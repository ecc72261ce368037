"""A finished PDF on the screen: its real pages, and the ways it leaves the program."""
