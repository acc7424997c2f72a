package dev.sluice.common.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What was signed of records that went with a purged partition: the chain leads from the hash
 * before the first of them to the hash of the last.
 */
public record Boundary(
    UUID writer,
    long firstSeq,
    long lastSeq,
    Hash previous,
    Hash hash,
    String partition,
    long atMs,
    Seal seal) {
  private static final byte[] DOMAIN = "sluice-boundary-1".getBytes(StandardCharsets.US_ASCII);

  /** One that nobody has signed. */
  public static Boundary unsigned(
      UUID writer,
      long firstSeq,
      long lastSeq,
      Hash previous,
      Hash hash,
      String partition,
      long atMs) {
    return new Boundary(writer, firstSeq, lastSeq, previous, hash, partition, atMs, Seal.NONE);
  }

  /** The same, signed. */
  public Boundary signed(SigningKey key) {
    return new Boundary(
        writer, firstSeq, lastSeq, previous, hash, partition, atMs, key.sign(message()));
  }

  /** What is signed. */
  byte[] message() {
    byte[] name = partition.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message =
        ByteBuffer.allocate(DOMAIN.length + 5 * Long.BYTES + 2 * Hash.SIZE + name.length);
    message
        .put(DOMAIN)
        .putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putLong(firstSeq)
        .putLong(lastSeq);
    previous.put(message);
    hash.put(message);
    return message.put(name).putLong(atMs).array();
  }
}
