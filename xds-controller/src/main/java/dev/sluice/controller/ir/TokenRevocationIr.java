package dev.sluice.controller.ir;

import java.time.Instant;
import java.util.Optional;

/**
 * That tokens must not be used any more.
 *
 * @param issuedBefore only those that were issued before; empty for all
 */
public record TokenRevocationIr(String id, RevokedIr revoked, Optional<Instant> issuedBefore) {}
