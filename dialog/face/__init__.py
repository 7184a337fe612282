"""What a person meets whichever face the program wears, the screen or the plain one: said and done in one way.

Below both faces and above the session; knows no widget and no terminal.
"""
