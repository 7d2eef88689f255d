"""How the tests run: a database for each worker, what is made once, and who does what when."""
