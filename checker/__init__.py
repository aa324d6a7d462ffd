"""Check Chinese government budget performance-target forms against declarative rules."""
