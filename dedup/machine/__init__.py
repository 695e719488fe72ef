"""How work is done on a machine: compiled code, processes, threads, memory, and files for what memory cannot hold."""
