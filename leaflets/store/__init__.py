"""What was made before, found again by a digest of all that it was made of; so nothing is made twice."""

from leaflets.store.digests import digest_of_files, digest_of_fonts, digest_of_program, key_of, signature_of
from leaflets.store.state import State, installed_libraries, state_of
from leaflets.store.store import Store, open_store

__all__ = [
    "State",
    "Store",
    "digest_of_files",
    "digest_of_fonts",
    "digest_of_program",
    "installed_libraries",
    "key_of",
    "open_store",
    "signature_of",
    "state_of",
]
