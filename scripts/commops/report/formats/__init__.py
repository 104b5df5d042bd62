"""One module for each way to print findings; its name is what ``commops check --format`` takes."""
