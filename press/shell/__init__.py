"""How a command speaks to a person or a program, and how it ends."""
