"""Who takes a service on: practices, primary care networks, lists, sign-ups and returns."""
