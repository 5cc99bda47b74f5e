"""Property tests take the same examples on every run, and as long as a busy machine needs."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
