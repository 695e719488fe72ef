"""Files -> articles, or why they were skipped."""

from dedup.read.files import read_file
from dedup.read.folders import read_folders
from dedup.read.labels import read_labels

__all__ = ["read_file", "read_folders", "read_labels"]
