"""What translators work with: extraction, and what is known of each catalogue."""
