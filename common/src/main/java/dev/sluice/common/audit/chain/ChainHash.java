package dev.sluice.common.audit.chain;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256. */
public final class ChainHash {
  /** How many bytes a hash has. */
  public static final int SIZE = 32;

  /** What stands before the first record of a chain. */
  public static final ChainHash NONE = new ChainHash(new byte[SIZE]);

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private ChainHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash that these bytes are. */
  public static ChainHash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has " + SIZE + " bytes");
    }
    return new ChainHash(bytes.clone());
  }

  /** The hash that these hexadecimal digits are. */
  public static ChainHash ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  static ChainHash get(ByteBuffer in) {
    byte[] bytes = new byte[SIZE];
    in.get(bytes);
    return new ChainHash(bytes);
  }

  /** The hash over these parts, one after the other. */
  static ChainHash digest(byte[]... parts) {
    MessageDigest digest = Sha256.digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new ChainHash(digest.digest());
  }

  void put(ByteBuffer out) {
    out.put(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Writes the hexadecimal digits into {@code out} and returns the place behind them. */
  public int hex(byte[] out, int at) {
    for (int i = 0; i < SIZE; i++) {
      out[at + 2 * i] = DIGITS[bytes[i] >>> 4 & 0xf];
      out[at + 2 * i + 1] = DIGITS[bytes[i] & 0xf];
    }
    return at + 2 * SIZE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
