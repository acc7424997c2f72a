package dev.sluice.common.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A signed statement about the records of a purged partition: the chain leads from the hash before
 * its first record to the hash of its last one.
 */
public record PurgeBoundary(
    UUID writer,
    long firstSeq,
    long lastSeq,
    ChainHash previous,
    ChainHash hash,
    String partition,
    long atMs,
    ChainSignature signature) {
  private static final byte[] DOMAIN = "sluice-boundary-1".getBytes(StandardCharsets.US_ASCII);

  /** Creates a boundary without a signature. */
  public static PurgeBoundary unsigned(
      UUID writer,
      long firstSeq,
      long lastSeq,
      ChainHash previous,
      ChainHash hash,
      String partition,
      long atMs) {
    return new PurgeBoundary(
        writer, firstSeq, lastSeq, previous, hash, partition, atMs, ChainSignature.NONE);
  }

  /** Returns a signed copy. */
  public PurgeBoundary signed(ChainSigningKey key) {
    return new PurgeBoundary(
        writer, firstSeq, lastSeq, previous, hash, partition, atMs, key.sign(signedBytes()));
  }

  /** Returns the bytes that are signed. */
  byte[] signedBytes() {
    byte[] name = partition.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message =
        ByteBuffer.allocate(DOMAIN.length + 5 * Long.BYTES + 2 * ChainHash.SIZE + name.length);
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
