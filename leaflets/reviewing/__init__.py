"""From words to a signature: what reviewers read, who signed it, what changed since, what may be released."""
