"""The site around the reports: home, hosts, compare, cases, timeline, methods, data, what is new."""
