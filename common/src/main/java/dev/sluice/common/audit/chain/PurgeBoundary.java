package dev.sluice.common.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What was signed of records that went with a purged partition: the chain leads from the hash
 * before the first of them to the hash of the last.
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

  /** One that nobody has signed. */
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

  /** The same, signed. */
  public PurgeBoundary signed(ChainSigningKey key) {
    return new PurgeBoundary(
        writer, firstSeq, lastSeq, previous, hash, partition, atMs, key.sign(signedBytes()));
  }

  /** What is signed. */
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
