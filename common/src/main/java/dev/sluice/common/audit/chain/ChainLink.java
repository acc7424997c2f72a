package dev.sluice.common.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The position of one record in the chain of its writer.
 *
 * @param seq the number of the record, from 1 without gaps
 * @param previous the hash of the previous record, {@link ChainHash#NONE} for the first
 * @param hash the hash over the writer, the number, the previous hash and the record
 */
public record ChainLink(UUID writer, long seq, ChainHash previous, ChainHash hash) {
  /** The size in bytes of a link that a {@link ChainLinker} writes. */
  public static final int SIZE = 3 * Long.BYTES + 2 * ChainHash.SIZE;

  static final byte[] DOMAIN = "sluice-audit-1".getBytes(StandardCharsets.US_ASCII);

  /** Returns whether the hash is that of {@code record} at this position. */
  public boolean matches(byte[] record) {
    return hash.equals(over(writer, seq, previous, record));
  }

  /** Reads a link that a {@link ChainLinker} wrote. */
  public static ChainLink get(ByteBuffer in) {
    return new ChainLink(
        new UUID(in.getLong(), in.getLong()), in.getLong(), ChainHash.get(in), ChainHash.get(in));
  }

  private static ChainHash over(UUID writer, long seq, ChainHash previous, byte[] record) {
    ByteBuffer head = ByteBuffer.allocate(3 * Long.BYTES + ChainHash.SIZE);
    head.putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putLong(seq);
    previous.put(head);
    return ChainHash.digest(DOMAIN, head.array(), record);
  }
}
