"""Property tests take the same examples on every run, and as long as a busy machine needs."""

from hypothesis import HealthCheck, settings

slow = [HealthCheck.too_slow]
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=slow)
settings.load_profile("steady")
