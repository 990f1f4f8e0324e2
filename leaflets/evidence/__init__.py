"""What a change of a fact touches, which facts are due, and what published criteria ask."""
