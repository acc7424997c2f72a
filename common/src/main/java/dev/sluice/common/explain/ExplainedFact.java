package dev.sluice.common.explain;

/** A fact of a step: a name, and a value that is not secret. */
public record ExplainedFact(String name, String value) {}
