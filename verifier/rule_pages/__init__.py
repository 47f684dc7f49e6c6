"""The rules as pages to read, written from the tables that judge: one page for each kind of vehicle and language."""
