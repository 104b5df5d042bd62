"""What goes out where and when: one dispatch per post and channel, its text as it will be pasted, and its length."""
