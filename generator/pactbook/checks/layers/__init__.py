"""Rules across layers: a manual against its SOW, an SOW against its MSA, a contract against what its kind must hold."""
