"""Topics, trends and bursts in what a community says, counted by people; texts never leave the private cache."""
