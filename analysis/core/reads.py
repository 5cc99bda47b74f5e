"""The cache by which facts keep their answers within a process."""

from functools import cache as cache
