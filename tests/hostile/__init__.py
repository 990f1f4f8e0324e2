"""Seeded generators of hostile files: what a slip, a broken disk or ill will makes of what people write."""
