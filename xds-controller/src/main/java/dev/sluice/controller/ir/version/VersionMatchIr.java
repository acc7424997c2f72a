package dev.sluice.controller.ir.version;

/**
 * A condition on the version that a request names.
 *
 * @param header the request header, or {@code :path}
 * @param regex an expression in RE2 syntax for the whole value
 * @param inverted whether the value must not match
 * @param optional whether a missing header counts as an empty one
 */
public record VersionMatchIr(String header, String regex, boolean inverted, boolean optional) {}
