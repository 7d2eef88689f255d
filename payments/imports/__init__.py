"""The layouts of files about claims, protected funding and decisions."""
