"""Every write of this app: publishing specifications, letting people in."""
