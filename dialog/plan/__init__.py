"""What the two agree: the plan, derived from the conversation. Pure; the plan's own edits are events too."""
