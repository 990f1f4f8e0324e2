"""Step 1, open: everything that people wrote, read and cross-checked."""

from leaflets.folders import CLINICS, EVIDENCE, FONTS, LOCALES, TEMPLATES, find_root, package_content
from leaflets.project.crosscheck import check_folders, check_scripts
from leaflets.project.faults import SAID
from leaflets.project.opening import open_project
from leaflets.project.project import (
    CLAIMS_FILE,
    COVERAGE_FILE,
    FACTS_PATH,
    LANGUAGES_FILE,
    SOURCE_LANGUAGE,
    SOURCES_FILE,
    Project,
)

__all__ = [
    "CLAIMS_FILE",
    "CLINICS",
    "COVERAGE_FILE",
    "EVIDENCE",
    "FACTS_PATH",
    "FONTS",
    "LANGUAGES_FILE",
    "LOCALES",
    "SAID",
    "SOURCES_FILE",
    "SOURCE_LANGUAGE",
    "TEMPLATES",
    "Project",
    "check_folders",
    "check_scripts",
    "find_root",
    "open_project",
    "package_content",
]
