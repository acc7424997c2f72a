package dev.sluice.controller.ir.access;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A SHA-256 digest, in as little room as it needs: there may be a million of them. */
public record Sha256Digest(long first, long second, long third, long fourth) {
  private static final int BYTES = 32;

  /**
   * The digest of these bytes.
   *
   * @throws IllegalArgumentException when there are not 32
   */
  public static Sha256Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Sha256Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** The digest that these hexadecimal digits stand for. */
  public static Sha256Digest valueOf(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }
}
