"""What a robot-process team starts from: a script of its own, by the published schema alone."""
