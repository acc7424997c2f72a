package dev.sluice.controller.ir.version;

import java.time.Instant;
import java.util.Optional;

/**
 * A response 410 in place of the backends'.
 *
 * @param message a sentence for developers of clients
 * @param until the end of a brown-out; empty if the version has ended
 */
public record VersionGoneIr(String message, Optional<Instant> until) {}
