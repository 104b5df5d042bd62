"""What becomes of the hits of rules: sentences, severities, waivers, fingerprints, states, and verdicts that are kept."""
