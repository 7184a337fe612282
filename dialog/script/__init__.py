"""What may be asked: the script as data, read strictly and checked whole. Pure."""
