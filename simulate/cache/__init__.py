"""What is kept on disk between processes, and how it is checked before it is used."""
