package dev.sluice.controller.ir.version;

/** A link of a response with its relation (RFC 8288). */
public record VersionLinkIr(String relation, String target) {}
