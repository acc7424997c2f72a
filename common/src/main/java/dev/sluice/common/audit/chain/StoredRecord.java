package dev.sluice.common.audit.chain;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A record with its link as a database or a file gave it back, whatever has become of it. */
public final class StoredRecord {
  /** Where a record was found. */
  public record Place(String table, String id, UUID writer, long seq) {}

  private final Place place;
  private final byte[] previous;
  private final byte[] hash;
  private final byte[] record;
  private final Optional<String> difference;

  /**
   * @param difference what beside the record does not say the same as the record
   */
  public StoredRecord(
      Place place, byte[] previous, byte[] hash, byte[] record, Optional<String> difference) {
    this.place = place;
    this.previous = previous;
    this.hash = hash;
    this.record = record;
    this.difference = difference;
  }

  public Place place() {
    return place;
  }

  /** What is wrong with it for itself, if anything is. */
  Optional<String> problem() {
    if (previous.length != Hash.SIZE || hash.length != Hash.SIZE) {
      return Optional.of("a hash does not have 32 bytes");
    }
    return link().fits(record) ? difference : Optional.of("the hash is not that of the record");
  }

  boolean follows(Hash before) {
    return Arrays.equals(previous, before.bytes());
  }

  Link link() {
    return new Link(place.writer(), place.seq(), Hash.of(previous), Hash.of(hash));
  }
}
