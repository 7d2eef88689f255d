"""What practices, directors and the CCG are asked."""
