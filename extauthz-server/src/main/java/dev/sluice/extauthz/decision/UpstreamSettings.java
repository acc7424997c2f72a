package dev.sluice.extauthz.decision;

import dev.sluice.common.Secret;
import dev.sluice.config.v1.UpstreamAuth;
import java.util.Optional;

/**
 * How the gateway shows itself to upstreams.
 *
 * @param defaultAuth for routes that do not say
 * @param bearerToken the gateway's own token, for routes with a static bearer
 * @param namedTokens the same for routes that name one
 * @param internalToken for routes that carry it
 */
public record UpstreamSettings(
    UpstreamAuth defaultAuth,
    Optional<Secret> bearerToken,
    NamedTokens namedTokens,
    Optional<Secret> internalToken,
    String internalTokenHeader) {

  /** Where tokens that routes name are found. */
  public interface NamedTokens {
    /** The token of that name as it is now. */
    Optional<Secret> find(String name);
  }

  /** Without tokens that have names. */
  public UpstreamSettings(
      UpstreamAuth auth,
      Optional<Secret> bearer,
      Optional<Secret> internalToken,
      String internalTokenHeader) {
    this(auth, bearer, name -> Optional.empty(), internalToken, internalTokenHeader);
  }
}
