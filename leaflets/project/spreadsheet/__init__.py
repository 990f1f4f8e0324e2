"""Clinics as rows of a table that spreadsheet programs open: read, compared with their folders, written back."""
