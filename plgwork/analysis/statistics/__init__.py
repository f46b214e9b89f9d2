"""What counts can say about people, and how sure one can be. Each function states its rule."""
