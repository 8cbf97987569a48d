"""Views to PDFs, and what is wrong with a page."""
