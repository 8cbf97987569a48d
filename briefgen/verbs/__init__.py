"""What each verb of the command line does: a module each, whose `run` returns the exit status."""
