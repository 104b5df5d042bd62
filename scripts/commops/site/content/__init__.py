"""The figures of the report page on content: the mix, what came of posts, when they go out, and what to do again."""
