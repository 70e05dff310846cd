"""The types that pass between stages: frozen, plain, without input or output."""
