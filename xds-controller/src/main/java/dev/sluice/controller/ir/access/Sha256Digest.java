package dev.sluice.controller.ir.access;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A SHA-256 digest in compact form, because there may be a million of them. */
public record Sha256Digest(long first, long second, long third, long fourth) {
  private static final int BYTES = 32;

  /**
   * Returns the digest with these bytes.
   *
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public static Sha256Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Sha256Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** Returns the digest with these hexadecimal digits. */
  public static Sha256Digest valueOf(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** Returns the 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }
}
