"""Checking data: the rules of a file, the shapes, and the report."""
