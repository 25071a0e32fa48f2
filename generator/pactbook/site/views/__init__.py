"""What each audience may see, in parts that are made one by one."""
