"""What practices and the CCG save or print of returns."""
