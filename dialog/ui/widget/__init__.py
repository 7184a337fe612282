"""Small parts that the screens share. They post messages up; only a screen talks to the session."""
