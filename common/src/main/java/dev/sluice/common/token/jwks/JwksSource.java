package dev.sluice.common.token.jwks;

import java.net.URI;
import java.nio.file.Path;

/** A source of an issuer's keys. */
public sealed interface JwksSource {
  /** A JWKS document on disk, which is read at each refresh. */
  record File(Path path) implements JwksSource {}

  /**
   * A JWKS endpoint.
   *
   * @param loopback whether its host may be this machine, which only development allows
   */
  record Url(URI uri, boolean loopback) implements JwksSource {}

  /**
   * An issuer whose metadata names its JWKS endpoint.
   *
   * @param issuer the issuer's identifier, a URL
   * @param loopback whether hosts may be this machine, which only development allows
   */
  record Discovery(String issuer, boolean loopback) implements JwksSource {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    /** Returns the address of the metadata. */
    URI metadata() {
      String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
      return URI.create(base + WELL_KNOWN);
    }
  }

  /** A JWKS document as text. */
  record Inline(String document) implements JwksSource {}
}
