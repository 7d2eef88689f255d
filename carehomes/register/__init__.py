"""Taking editions of the Care Quality Commission's directory into the register of homes."""
