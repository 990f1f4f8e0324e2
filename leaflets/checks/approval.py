"""Sign-offs that will lapse soon, and those that no longer hold."""

import datetime as dt
from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.project import LOCALES, Project
from leaflets.project.withdrawals import fallen_beneath
from leaflets.readers.signoffs import SIGNOFFS_FILE
from leaflets.reviewing.signoffs import approval_of, lapse_problem, renewal

WITHDRAWN = "Settle first what was withdrawn; leaflets check says how. Then both reviewers read it again."


def check_signoffs(project: Project, today: dt.date) -> Iterator[Problem]:
    """Warn of approvals that lapse soon, and of void sign-offs whose role nobody signed for again."""
    for code, signoffs in project.signoffs.items():
        path = f"{LOCALES}/{code}/{SIGNOFFS_FILE}"
        for topic in dict.fromkeys(one.topic for one in signoffs):
            if topic in project.faults.names("topic"):
                continue
            if topic not in project.topics:
                reason = "This topic is not here, so its sign-offs hold for nothing."
                yield Problem(
                    path, reason, "Correct its name, or leave them as a record.", key=topic, severity="warning"
                )
                continue
            soon = lapse_problem(project, topic, code, today)
            if soon:
                yield soon
            approval = approval_of(project, topic, code, today)
            hint = WITHDRAWN if fallen_beneath(project, topic) else renewal(topic, code)
            for signoff, why in approval.void:
                if signoff.role in approval.missing:
                    told = f"The {signoff.role} sign-off of {signoff.name} from {signoff.date} no longer holds: {why}."
                    yield Problem(path, told, hint, key=topic, severity="warning")
