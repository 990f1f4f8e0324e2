"""Pictures of printed pages: a clinic's brand sheet, pictures for websites, and a whole build at a glance."""
