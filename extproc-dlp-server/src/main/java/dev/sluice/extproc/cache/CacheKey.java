package dev.sluice.extproc.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A key of a cached response: equal requests of callers who share responses have equal keys.
 *
 * @param tenant the tenant of the caller
 * @param digest the SHA-256 of everything else that a response depends on, in hexadecimal digits
 */
public record CacheKey(String tenant, String digest) {

  /** A builder of a key; the order of its parts matters. */
  public static final class Builder {
    private final String tenant;
    private final MessageDigest digest = Sha256.digest();

    public Builder(String tenant) {
      this.tenant = tenant;
    }

    /** Adds a text; its length separates it from the next part. */
    public Builder add(String part) {
      byte[] bytes = part.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
      return this;
    }

    /** Adds the pieces of the body, as the last part. */
    public Builder addBody(Iterable<ByteString> pieces) {
      for (ByteString piece : pieces) {
        piece.asReadOnlyByteBufferList().forEach(digest::update);
      }
      return this;
    }

    public CacheKey build() {
      return new CacheKey(tenant, HexFormat.of().formatHex(digest.digest()));
    }
  }
}
