"""The demonstration banner: invented people and matters, made through the road under simulated time (O-5)."""
