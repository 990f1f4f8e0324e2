"""Topics that an edition says in words of its own: how those are called, and what they belong to.

`aftercare.easy-read` are the words of the topic `aftercare` in the edition `easy-read`. They are written, checked and
signed like a topic, and no clinic lists them: who offers the topic has them.
"""

from leaflets.model.work import EASY_READ, STANDARD

REWORDED = frozenset({EASY_READ})
"""The editions that say nothing but words of their own."""


def words_of(topic: str, edition: str) -> str:
    """Return the name of the words that a topic has in an edition: its own name where the edition rewords nothing."""
    return f"{topic}.{edition}" if edition in REWORDED else topic


def topic_and_edition(words: str) -> tuple[str, str]:
    """Return which topic words belong to, and the edition that says them."""
    topic, _, edition = words.rpartition(".")
    return (topic, edition) if topic and edition in REWORDED else (words, STANDARD)


def are_reworded(words: str) -> bool:
    """Tell whether these are the words of one edition, and no topic that a clinic lists."""
    return topic_and_edition(words)[0] != words
