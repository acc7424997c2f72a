package dev.sluice.common.audit.chain;

import dev.sluice.common.Sha256;
import dev.sluice.common.wire.ByteSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash of a record in a chain. */
public final class ChainHash {
  /** The size of a hash in bytes. */
  public static final int SIZE = 32;

  /** The predecessor of the first record of a chain. */
  public static final ChainHash NONE = new ChainHash(new byte[SIZE]);

  private final byte[] bytes;

  private ChainHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Creates a hash from its bytes. */
  public static ChainHash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has " + SIZE + " bytes");
    }
    return new ChainHash(bytes.clone());
  }

  /** Creates a hash from its hexadecimal digits. */
  public static ChainHash ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  static ChainHash get(ByteBuffer in) {
    byte[] bytes = new byte[SIZE];
    in.get(bytes);
    return new ChainHash(bytes);
  }

  /** Returns the hash of these parts, one after the other. */
  static ChainHash digest(byte[]... parts) {
    return new ChainHash(Sha256.of(parts));
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

  /** Appends the hexadecimal digits. */
  public void writeHex(ByteSink out) {
    out.putHex(bytes);
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
