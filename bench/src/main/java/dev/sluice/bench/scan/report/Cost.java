package dev.sluice.bench.scan.report;

/** One measured thing with its unit. */
public record Cost(String name, double value, String unit) {}
