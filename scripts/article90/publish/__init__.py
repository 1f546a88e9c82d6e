"""What a build makes: files to load, and what describes them."""
