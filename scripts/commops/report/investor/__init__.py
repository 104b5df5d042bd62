"""The private pack for investors and partners: a briefing, a CSV annex per table, and a manifest that proves both."""
