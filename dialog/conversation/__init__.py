"""What has been said: events, the state they fold into, and the next question. Pure."""
