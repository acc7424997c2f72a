package dev.sluice.controller.audit;

import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.PurgeBoundary;
import java.util.UUID;

/**
 * A run of links of one writer with consecutive numbers, each link with the hash of the one before.
 *
 * @param prevHash the hash before the first, in hex
 * @param hash the hash of the last, in hex
 */
record AuditLinkRun(UUID writer, long first, long last, String prevHash, String hash) {
  /** Returns the boundary that remains of the run when its partition is dropped. */
  PurgeBoundary boundary(String partition, long atMs) {
    return PurgeBoundary.unsigned(
        writer, first, last, ChainHash.ofHex(prevHash), ChainHash.ofHex(hash), partition, atMs);
  }
}
