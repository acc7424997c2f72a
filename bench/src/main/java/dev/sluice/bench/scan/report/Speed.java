package dev.sluice.bench.scan.report;

/**
 * How fast an engine searches a text.
 *
 * @param piece the size of pieces in bytes; 0 where an engine takes the whole text at once
 * @param megabytesPerSecond millions of bytes a second
 * @param error half of the confidence interval of 99.9 %
 * @param found how much it finds in one pass
 */
public record Speed(
    String engine, String text, int piece, double megabytesPerSecond, double error, long found) {}
