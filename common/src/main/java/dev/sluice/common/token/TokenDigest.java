package dev.sluice.common.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a whole token: what memory keeps in its place. */
public record TokenDigest(long first, long second, long third, long fourth) {
  /** Digests the token's text. */
  public static TokenDigest of(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      ByteBuffer longs = ByteBuffer.wrap(hash);
      return new TokenDigest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
