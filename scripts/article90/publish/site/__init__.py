"""The site: a page for every identifier, in English and Dutch, and the files that machines ask for, on any static host."""
