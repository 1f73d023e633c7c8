"""Every verb that changes what this floor keeps; one file each."""
