"""Taking editions of the publishers' files into the register of practices and networks."""
