"""What the interop tests start and talk to."""
