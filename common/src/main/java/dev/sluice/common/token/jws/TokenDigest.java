package dev.sluice.common.token.jws;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The SHA-256 of a whole token, which is stored instead of the token. */
public record TokenDigest(long first, long second, long third, long fourth) {
  /** Computes the digest of the token's text. */
  public static TokenDigest of(String token) {
    ByteBuffer longs = ByteBuffer.wrap(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
    return new TokenDigest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
  }
}
