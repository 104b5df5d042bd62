"""What other programs read: calendars to subscribe to, feeds of what is new, and a table."""
