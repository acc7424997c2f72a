package dev.sluice.controller.audit;

import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.PurgeBoundary;
import java.util.UUID;

/**
 * Links of one writer that go together: consecutive numbers, each with the hash of the one before.
 *
 * @param prevHash the hash before the first, in hex
 * @param hash of the last, in hex
 */
record AuditLinkRun(UUID writer, long first, long last, String prevHash, String hash) {
  /** What remains of the run when it goes with a partition. */
  PurgeBoundary boundary(String partition, long atMs) {
    return PurgeBoundary.unsigned(
        writer, first, last, ChainHash.ofHex(prevHash), ChainHash.ofHex(hash), partition, atMs);
  }
}
