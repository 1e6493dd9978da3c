"""Interfaces of other packages, on the functions of retold."""
