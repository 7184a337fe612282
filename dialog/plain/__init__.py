"""The same program without a picture: line by line, on any terminal, pipe, braille display or screen reader."""
