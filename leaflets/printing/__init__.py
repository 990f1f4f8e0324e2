"""Step 4 for many leaflets: typesets them in this process or in a pool; one that fails never stops the rest."""
