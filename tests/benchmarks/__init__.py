"""How fast we are beside the least that could do the same work: `python -m tests.benchmarks [GROUP …]`.

Time has no place among tests: nothing here is collected by pytest. Every row measures us and a reference in the same
run, in turn, so that a busy machine slows both. References are written here and do what we do, without our comfort.
What only computes is measured in processor time. What is waited for (a commit, a picture, a key) is measured on the
clock, and wants a machine with nothing else to do.
"""
