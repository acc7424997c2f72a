package dev.sluice.common.grpc;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The identity of a part of Sluice: {@code spiffe://<trust domain>/sluice/<kind>/<id>}. It is the
 * only URI among the alternative names of its certificate.
 *
 * @param kind the kind of the part, such as {@code envoy} or {@code controller}
 */
public record SpiffeId(String trustDomain, String kind, String id) {
  private static final String SCHEME = "spiffe://";
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_DOMAIN = 255;
  private static final int PARTS = 4;
  private static final Integer URI = 6;

  /** Validates all parts. */
  public SpiffeId {
    if (!isDomain(trustDomain)) {
      throw new IllegalArgumentException("'" + trustDomain + "' is no trust domain");
    }
    if (!isKind(kind)) {
      throw new IllegalArgumentException("'" + kind + "' is no kind");
    }
    if (!isSegment(id)) {
      throw new IllegalArgumentException("'" + id + "' is no id");
    }
  }

  /**
   * Parses the text form, which has no port, no query, no escapes and no trailing slash.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static SpiffeId parse(String text) {
    if (!text.startsWith(SCHEME) || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the SPIFFE id does not begin with " + SCHEME);
    }
    String[] parts = text.substring(SCHEME.length()).split("/", -1);
    if (parts.length != PARTS || !parts[1].equals("sluice")) {
      throw new IllegalArgumentException(
          "the SPIFFE id is not of the form spiffe://<trust domain>/sluice/<kind>/<id>");
    }
    return new SpiffeId(parts[0], parts[2], parts[3]);
  }

  /**
   * Returns the id of a certificate.
   *
   * @throws IllegalArgumentException if it has no id, several URIs, or a malformed id
   */
  public static SpiffeId of(X509Certificate certificate) {
    List<String> uris = uris(certificate);
    if (uris.size() != 1) {
      throw new IllegalArgumentException(
          "the certificate has " + uris.size() + " URIs instead of one SPIFFE id");
    }
    return parse(uris.getFirst());
  }

  @Override
  public String toString() {
    return SCHEME + trustDomain + "/sluice/" + kind + "/" + id;
  }

  private static List<String> uris(X509Certificate certificate) {
    List<String> uris = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (URI.equals(name.get(0))) {
            uris.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("the certificate's names cannot be read", e);
    }
    return uris;
  }

  private static boolean isDomain(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DOMAIN
        && text.chars().allMatch(c -> isLower(c) || isDigit(c) || c == '.' || c == '-' || c == '_');
  }

  private static boolean isKind(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> isLower(c) || isDigit(c) || c == '-');
  }

  private static boolean isSegment(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.chars()
            .allMatch(c ->
                isLower(c)
                    || (c >= 'A' && c <= 'Z')
                    || isDigit(c)
                    || c == '.'
                    || c == '-'
                    || c == '_');
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
