"""A library: web pages around delivered PDFs, for the front desk and for patients' telephones, without a server."""

from leaflets.library.collecting import collect
from leaflets.library.library import Library
from leaflets.library.publishing import pack, publish, refuse_another_site

__all__ = ["Library", "collect", "pack", "publish", "refuse_another_site"]
