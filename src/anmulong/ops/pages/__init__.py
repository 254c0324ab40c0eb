"""Pages of the installation inside the frame of the desk: imports, and the first start."""
