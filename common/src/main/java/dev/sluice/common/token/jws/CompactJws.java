package dev.sluice.common.token.jws;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A parsed compact JWS, whose signature is not verified yet. */
public final class CompactJws {
  private static final int MAX_LENGTH = 16 * 1024;

  private static final String EMBEDDED_KEY = "jwk";

  private final JoseHeader header;
  private final @Nullable Object embeddedKey;
  private final byte[] payload;
  private final byte[] signingInput;
  private final Base64URL signature;

  private CompactJws(
      JoseHeader header,
      @Nullable Object embeddedKey,
      byte[] payload,
      byte[] signed,
      Base64URL signature) {
    this.header = header;
    this.embeddedKey = embeddedKey;
    this.payload = payload;
    this.signingInput = signed;
    this.signature = signature;
  }

  public static CompactJws parse(String text) throws InvalidTokenException {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidTokenException(TokenError.SIZE);
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) > 0) {
      throw new InvalidTokenException(TokenError.MALFORMED);
    }
    Map<String, Object> members =
        StrictJson.object(StrictBase64Url.decode(text.substring(0, first)));
    JoseHeader header = JoseHeader.of(members);
    byte[] payload = StrictBase64Url.decode(text.substring(first + 1, second));
    Base64URL signature = new DecodedSignature(text.substring(second + 1));
    byte[] signed = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
    return new CompactJws(header, members.get(EMBEDDED_KEY), payload, signed, signature);
  }

  public JoseHeader header() {
    return header;
  }

  /**
   * Returns the members of {@code jwk} in the header. They must never verify a token, because its
   * signer chooses them. They are for proofs whose key is known by its thumbprint.
   */
  // Member names of a JSON object are texts by the grammar.
  @SuppressWarnings("unchecked")
  public Optional<Map<String, Object>> embeddedKey() {
    return embeddedKey instanceof Map<?, ?> members
        ? Optional.of((Map<String, Object>) members)
        : Optional.empty();
  }

  byte[] payload() {
    return payload;
  }

  public byte[] signingInput() {
    return signingInput;
  }

  public Base64URL signature() {
    return signature;
  }

  /**
   * A signature that was decoded strictly, because Nimbus decodes several texts to the same bytes.
   */
  private static final class DecodedSignature extends Base64URL {
    private static final long serialVersionUID = 1;
    private final byte[] value;

    DecodedSignature(String text) throws InvalidTokenException {
      super(text);
      this.value = StrictBase64Url.decode(text);
    }

    @Override
    public byte[] decode() {
      return value.clone();
    }
  }
}
