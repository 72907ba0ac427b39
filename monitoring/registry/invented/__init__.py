"""Invented households for demos, tests and benchmarks. No row describes a real person."""
