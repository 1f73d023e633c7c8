"""What is sold: products and their variants, categories, tax rates."""
