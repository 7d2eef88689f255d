"""Every write about what is owed and paid."""
