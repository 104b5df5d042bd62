"""Made-up chat logs in the shapes of real exporters, for the demo, tests and benchmarks."""
