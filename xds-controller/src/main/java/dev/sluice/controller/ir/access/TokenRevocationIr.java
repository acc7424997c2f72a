package dev.sluice.controller.ir.access;

import java.time.Instant;
import java.util.Optional;

/**
 * That tokens must not be used any more.
 *
 * @param issuedBefore only those that were issued before; empty for all
 */
public record TokenRevocationIr(
    String id, RevokedTokensIr revoked, Optional<Instant> issuedBefore) {}
