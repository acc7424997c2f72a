package dev.sluice.common.token;

import java.net.URI;
import java.nio.file.Path;

/** Where the keys of an issuer come from. */
public sealed interface JwksSource {
  /** A JWKS document on disk, read again at each refresh. */
  record File(Path path) implements JwksSource {}

  /**
   * A JWKS endpoint.
   *
   * @param loopback whether its host may be this machine, which only development allows
   */
  record Url(URI uri, boolean loopback) implements JwksSource {}

  /** A JWKS document as it is. */
  record Inline(String document) implements JwksSource {}
}
