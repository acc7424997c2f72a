package dev.sluice.common.audit.chain;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A record with its link as a database or a file gave it back, whatever has become of it. */
public final class StoredRecord {
  /** Where a record was found. */
  public record RecordPlace(String table, String id, UUID writer, long seq) {}

  private final RecordPlace place;
  private final byte[] previous;
  private final byte[] hash;
  private final byte[] record;
  private final Optional<String> difference;

  /**
   * @param difference what beside the record does not say the same as the record
   */
  public StoredRecord(
      RecordPlace place, byte[] previous, byte[] hash, byte[] record, Optional<String> difference) {
    this.place = place;
    this.previous = previous;
    this.hash = hash;
    this.record = record;
    this.difference = difference;
  }

  public RecordPlace place() {
    return place;
  }

  /** What is wrong with it for itself, if anything is. */
  Optional<String> findProblem() {
    if (previous.length != ChainHash.SIZE || hash.length != ChainHash.SIZE) {
      return Optional.of("a hash does not have 32 bytes");
    }
    return link().matches(record) ? difference : Optional.of("the hash is not that of the record");
  }

  boolean follows(ChainHash before) {
    return Arrays.equals(previous, before.bytes());
  }

  ChainLink link() {
    return new ChainLink(place.writer(), place.seq(), ChainHash.of(previous), ChainHash.of(hash));
  }
}
