"""How many sentences that leaflets must not say are found, and how many sound ones are doubted.

Each file of `claims/` has banned sentences by kind and sound ones, written without a look at the words of
`evidence/claims.toml`. Run it with `python benchmarks/claims.py`; `--all` tells what is missed and what is doubted.
"""

import sys
import tomllib
from pathlib import Path

from leaflets.project import open_project
from leaflets.rules.claims import claims_in

PLACE = Path(__file__).parent


def main(names: list[str], *, is_long: bool) -> None:
    """Print both figures for each file."""
    claims = open_project(PLACE.parent).claims.values()
    for file in sorted(PLACE.glob("claims/*.toml")):
        if names and file.stem not in names:
            continue
        said = tomllib.loads(file.read_text("utf-8"))
        banned = [(kind, one) for kind, ones in said["banned"].items() for one in ones]
        sound = said["sound"]["sentences"]
        missed = [(kind, one) for kind, one in banned if not any(claims_in(one, claims))]
        doubted = [(one, found) for one in sound if (found := list(claims_in(one, claims)))]
        caught = len(banned) - len(missed)
        told = f"{caught} of {len(banned)} banned sentences found, {len(doubted)} of {len(sound)} sound ones doubted"
        sys.stdout.write(f"{file.stem}: {told}\n")
        for kind, one in missed if is_long else ():
            sys.stdout.write(f"  missed: {kind}: {one}\n")
        for one, found in doubted if is_long else ():
            reasons = "; ".join(f"{claim.id} “{words}”" for claim, words in found)
            sys.stdout.write(f"  doubted: {one}\n    {reasons}\n")


if __name__ == "__main__":
    main([one for one in sys.argv[1:] if one != "--all"], is_long="--all" in sys.argv)
