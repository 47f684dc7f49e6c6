"""What screens are made of: one module for each widget, its messages nested in it."""
