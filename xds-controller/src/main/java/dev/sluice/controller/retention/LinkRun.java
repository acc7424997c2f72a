package dev.sluice.controller.retention;

import dev.sluice.common.audit.chain.Boundary;
import dev.sluice.common.audit.chain.Hash;
import java.util.UUID;

/**
 * Links of one writer that go together: consecutive numbers, each with the hash of the one before.
 *
 * @param prevHash the hash before the first, in hex
 * @param hash of the last, in hex
 */
record LinkRun(UUID writer, long first, long last, String prevHash, String hash) {
  /** What remains of the run when it goes with a partition. */
  Boundary boundary(String partition, long atMs) {
    return Boundary.unsigned(
        writer, first, last, Hash.ofHex(prevHash), Hash.ofHex(hash), partition, atMs);
  }
}
