"""The pages of what people are told."""
