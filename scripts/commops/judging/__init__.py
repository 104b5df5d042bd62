"""What becomes of the hits of rules: sentences, severities, waivers, fingerprints, states, verdicts that are kept."""
