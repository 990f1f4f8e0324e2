"""What a change of a fact touches, which facts are due, what people ask, and what published criteria ask."""
