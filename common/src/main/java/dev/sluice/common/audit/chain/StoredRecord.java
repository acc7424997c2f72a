package dev.sluice.common.audit.chain;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A record with its link as it was read from a database or a file. It may be damaged. */
public final class StoredRecord {
  /** The place of a record in its source. */
  public record RecordPlace(String table, String id, UUID writer, long seq) {}

  private final RecordPlace place;
  private final byte[] previous;
  private final byte[] hash;
  private final byte[] record;
  private final Optional<String> difference;

  /**
   * Creates a stored record.
   *
   * @param difference a difference between the columns of the row and the record
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

  /** Returns a problem of this record alone, if there is one. */
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
