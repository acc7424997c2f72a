package dev.sluice.common.token.jwks;

import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loader that fetches an issuer's metadata (OpenID Connect Discovery) and then the JWKS document
 * that it names. It fetches both each time.
 */
final class DiscoveryLoader implements JwksLoader {
  private final JwksSource.Discovery source;
  private final HttpDocumentClient documents;

  DiscoveryLoader(JwksSource.Discovery source) {
    this.source = source;
    this.documents = new HttpDocumentClient(source.loopback());
  }

  @Override
  public String load() throws IOException, InterruptedException {
    URI metadata = source.metadata();
    Map<String, Object> members = members(documents.get(metadata, "application/json"));
    // The metadata of another issuer would name that issuer's keys (section 4.3).
    if (!source.issuer().equals(members.get("issuer"))) {
      throw new IOException("the metadata is of another issuer");
    }
    return documents.get(
        keysAddress(members.get("jwks_uri"), metadata), HttpJwksLoader.MEDIA_TYPES);
  }

  private static Map<String, Object> members(String json) throws IOException {
    try {
      return StrictJson.object(json.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidTokenException e) {
      throw new IOException("the metadata is not a JSON object", e);
    }
  }

  /**
   * Returns the address of the keys, which must be https or use the scheme of the metadata's
   * address.
   */
  private static URI keysAddress(@Nullable Object text, URI metadata) throws IOException {
    try {
      URI uri = new URI(text instanceof String address ? address : "");
      boolean whole =
          uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
      String scheme = String.valueOf(uri.getScheme());
      if (whole && (scheme.equals("https") || scheme.equals(metadata.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Handled like any other text that is not an address.
    }
    throw new IOException("the metadata has no usable jwks_uri");
  }

  @Override
  public void close() {
    documents.close();
  }
}
