"""The XML schemas that an exported package carries with it, as their makers publish them."""
