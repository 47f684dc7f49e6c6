"""The auditor's report on a replay: one file that reads without a network, a script or this program."""
