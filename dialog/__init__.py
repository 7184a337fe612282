"""The empowerment conversation: script → conversation → plan → render, for two people at one screen."""

__version__ = "0.3.0"
