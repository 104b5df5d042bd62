"""The comment on a pull request, made in a trusted job from an artifact that nobody has to trust."""
