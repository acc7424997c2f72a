package dev.sluice.common.token;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;

/** A signed text in its compact form, taken apart, nothing of it verified yet. */
final class CompactJws {
  private static final int MAX_LENGTH = 16 * 1024;

  private final JoseHeader header;
  private final byte[] payload;
  private final byte[] signed;
  private final Base64URL signature;

  private CompactJws(JoseHeader header, byte[] payload, byte[] signed, Base64URL signature) {
    this.header = header;
    this.payload = payload;
    this.signed = signed;
    this.signature = signature;
  }

  static CompactJws parse(String text) throws FaultyTokenException {
    if (text.length() > MAX_LENGTH) {
      throw new FaultyTokenException(TokenFault.SIZE);
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) > 0) {
      throw new FaultyTokenException(TokenFault.MALFORMED);
    }
    JoseHeader header =
        JoseHeader.of(StrictJson.object(StrictBase64Url.decode(text.substring(0, first))));
    byte[] payload = StrictBase64Url.decode(text.substring(first + 1, second));
    Base64URL signature = new Decoded(text.substring(second + 1));
    byte[] signed = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
    return new CompactJws(header, payload, signed, signature);
  }

  JoseHeader header() {
    return header;
  }

  byte[] payload() {
    return payload;
  }

  byte[] signed() {
    return signed;
  }

  Base64URL signature() {
    return signature;
  }

  /** One that was decoded strictly: Nimbus would decode other texts to the same bytes. */
  private static final class Decoded extends Base64URL {
    private static final long serialVersionUID = 1;
    private final byte[] value;

    Decoded(String text) throws FaultyTokenException {
      super(text);
      this.value = StrictBase64Url.decode(text);
    }

    @Override
    public byte[] decode() {
      return value.clone();
    }
  }
}
