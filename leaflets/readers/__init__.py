"""One reader for each kind of file that people write; none knows another's kind.

Every reader takes a list of problems, adds what it finds wrong, and returns what it could read.
"""
