package dev.sluice.controller.ir.access;

import java.net.URI;
import java.util.List;

/**
 * A protected resource as RFC 9728 describes one.
 *
 * @param identifier a URL without query and fragment
 * @param authorizationServers the issuers that give tokens for it, as URLs
 */
public record ProtectedResourceIr(String identifier, List<String> authorizationServers) {
  /** Where clients look for what is known of a resource. */
  public static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  public ProtectedResourceIr {
    authorizationServers = List.copyOf(authorizationServers);
  }

  /** The path of its metadata: the well-known one goes before its own (RFC 9728, 3.1). */
  public String metadataPath() {
    String own = URI.create(identifier).getRawPath();
    return WELL_KNOWN + (own.equals("/") ? "" : own);
  }

  /** The address of its metadata. */
  public String metadataUrl() {
    URI resource = URI.create(identifier);
    return resource.getScheme() + "://" + resource.getRawAuthority() + metadataPath();
  }
}
