"""What the schemas say of the data: kinds, validation, and each refusal as a plain sentence."""
