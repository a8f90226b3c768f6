"""What everyone may lean on; knows nothing of utilities."""
