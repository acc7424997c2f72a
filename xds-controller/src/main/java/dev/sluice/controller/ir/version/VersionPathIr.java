package dev.sluice.controller.ir.version;

/**
 * A replacement of the start of a path without a version, such as {@code /api/}, by one with a
 * version, such as {@code /api/v1/}.
 */
public record VersionPathIr(String unversioned, String versioned) {}
