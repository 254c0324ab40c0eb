"""The cipher interface with its two suites, international and national (R-731), and the key file."""
