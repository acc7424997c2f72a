package dev.sluice.quality.drill.fault;

/**
 * A drill.
 *
 * @param number its number, which never changes
 * @param what what is done, as the report prints it
 * @param proxied true if the parts must reach each other through proxies
 */
public record Drill(int number, String name, String what, boolean proxied, DrillFault fault) {}
