# ruff: noqa: SIM300 - the expected value stands on the left
