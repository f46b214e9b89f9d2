"""One builder per notebook: wiring, nothing else. The only place where the parts meet."""
