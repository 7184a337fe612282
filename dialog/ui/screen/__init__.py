"""The screens, one file each. `calm` is what they have in common."""
