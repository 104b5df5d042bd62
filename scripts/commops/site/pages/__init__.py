"""One module for each part of the site: ``pages(edition)`` yields its pages. The folder is walked, nothing lists it."""
