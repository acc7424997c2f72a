package dev.sluice.common.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The place of one record in the chain of its writer.
 *
 * @param seq from 1, without gaps
 * @param previous the hash of the record before, {@link Hash#NONE} before the first
 * @param hash over the writer, the number, the hash before and the record
 */
public record Link(UUID writer, long seq, Hash previous, Hash hash) {
  /** How many bytes a {@link Linker} writes of it. */
  public static final int SIZE = 3 * Long.BYTES + 2 * Hash.SIZE;

  static final byte[] DOMAIN = "sluice-audit-1".getBytes(StandardCharsets.US_ASCII);

  /** True when the hash is that of {@code record} at this place. */
  public boolean fits(byte[] record) {
    return hash.equals(over(writer, seq, previous, record));
  }

  /** Reads what a {@link Linker} wrote. */
  public static Link get(ByteBuffer in) {
    return new Link(new UUID(in.getLong(), in.getLong()), in.getLong(), Hash.get(in), Hash.get(in));
  }

  private static Hash over(UUID writer, long seq, Hash previous, byte[] record) {
    ByteBuffer head = ByteBuffer.allocate(3 * Long.BYTES + Hash.SIZE);
    head.putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putLong(seq);
    previous.put(head);
    return Hash.over(DOMAIN, head.array(), record);
  }
}
