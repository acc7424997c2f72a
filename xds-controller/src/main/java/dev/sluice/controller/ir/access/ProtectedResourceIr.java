package dev.sluice.controller.ir.access;

import java.net.URI;
import java.util.List;

/**
 * A protected resource as defined by RFC 9728.
 *
 * @param identifier a URL without query and fragment
 * @param authorizationServers the URLs of the issuers of its tokens
 */
public record ProtectedResourceIr(String identifier, List<String> authorizationServers) {
  /** The well-known path of the metadata of protected resources. */
  public static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  public ProtectedResourceIr {
    authorizationServers = List.copyOf(authorizationServers);
  }

  /**
   * Returns the path of the metadata: the well-known path before the path of the resource (RFC
   * 9728, 3.1).
   */
  public String metadataPath() {
    String own = URI.create(identifier).getRawPath();
    return WELL_KNOWN + (own.equals("/") ? "" : own);
  }

  /** Returns the URL of the metadata. */
  public String metadataUrl() {
    URI resource = URI.create(identifier);
    return resource.getScheme() + "://" + resource.getRawAuthority() + metadataPath();
  }
}
