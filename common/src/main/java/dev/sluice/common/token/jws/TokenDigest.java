package dev.sluice.common.token.jws;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The SHA-256 of a whole token: what memory keeps in its place. */
public record TokenDigest(long first, long second, long third, long fourth) {
  /** Digests the token's text. */
  public static TokenDigest of(String token) {
    ByteBuffer longs = ByteBuffer.wrap(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
    return new TokenDigest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
  }
}
