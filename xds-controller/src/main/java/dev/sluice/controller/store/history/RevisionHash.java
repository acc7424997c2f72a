package dev.sluice.controller.store.history;

import dev.sluice.common.Sha256;
import dev.sluice.controller.ir.RevisionEntry;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * An incremental hash of a set of entries: the sum of the SHA-256 of each, modulo 2^256. A change
 * costs as much as its own entries. Equal sets have equal hashes in any order.
 */
public final class RevisionHash {
  private static final int BYTES = 32;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(8 * BYTES);
  private BigInteger sum = BigInteger.ZERO;

  public void add(RevisionEntry entry) {
    sum = sum.add(of(entry)).mod(MODULUS);
  }

  public void remove(RevisionEntry entry) {
    sum = sum.subtract(of(entry)).mod(MODULUS);
  }

  /** Returns the hash, 32 bytes. */
  public byte[] bytes() {
    byte[] raw = sum.toByteArray();
    byte[] bytes = new byte[BYTES];
    int length = Math.min(raw.length, BYTES);
    System.arraycopy(raw, raw.length - length, bytes, BYTES - length, length);
    return bytes;
  }

  private static BigInteger of(RevisionEntry entry) {
    return new BigInteger(1, Sha256.of(IrJson.write(entry).getBytes(StandardCharsets.UTF_8)));
  }
}
