"""Patient leaflets for clinics: reviewed words, any language, each clinic's brand, as PDF."""

__version__ = "0.1.0"
