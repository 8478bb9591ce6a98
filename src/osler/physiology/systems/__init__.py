"""One organ system a file; each owns one sub-record of the body."""
