package dev.sluice.extauthz.identity.holder;

import dev.sluice.common.Sha256;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A reader of the SHA-256 digest of a client certificate, as Envoy reports certificates. */
final class ClientCertificateDigest {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final String HASH = "hash";
  private static final int HASH_LENGTH = 64;
  private static final char QUOTE = '"';
  private static final char ESCAPE = '%';

  private ClientCertificateDigest() {}

  /** Returns the digest of the first certificate in a PEM text with URL escapes. */
  static Optional<byte[]> ofPem(String escaped) {
    return unescape(escaped).flatMap(ClientCertificateDigest::ofPlainPem);
  }

  private static Optional<byte[]> ofPlainPem(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      String body = pem.substring(begin + BEGIN.length(), end);
      return Optional.of(Sha256.of(Base64.getMimeDecoder().decode(body)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Replaces URL escapes. A plus sign stays, because Base64 contains it. */
  private static Optional<String> unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ESCAPE) {
        if (i + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(i + 1))
            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          return Optional.empty();
        }
        c = (char) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      }
      plain.append(c);
    }
    return Optional.of(plain.toString());
  }

  /**
   * Returns the digest in {@code X-Forwarded-Client-Cert}. Returns empty if the header does not
   * have exactly one certificate, because it would not be clear which is the client's.
   */
  static Optional<byte[]> ofForwarded(String header) {
    String hash = "";
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= header.length(); i++) {
      char c = i < header.length() ? header.charAt(i) : ';';
      if (c == '\\' && quoted) {
        i++;
      } else if (c == QUOTE) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return Optional.empty();
      } else if (c == ';' && (!quoted || i == header.length())) {
        String pair = header.substring(start, i).strip();
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(HASH)) {
          if (!hash.isEmpty()) {
            return Optional.empty();
          }
          hash = pair.substring(equals + 1);
        }
        start = i + 1;
      }
    }
    return quoted ? Optional.empty() : digest(hash);
  }

  private static Optional<byte[]> digest(String hex) {
    return hex.length() == HASH_LENGTH && hex.chars().allMatch(HexFormat::isHexDigit)
        ? Optional.of(HexFormat.of().parseHex(hex))
        : Optional.empty();
  }
}
