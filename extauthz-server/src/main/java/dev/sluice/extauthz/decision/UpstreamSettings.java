package dev.sluice.extauthz.decision;

import dev.sluice.common.Secret;
import dev.sluice.config.v1.UpstreamAuth;
import java.util.Optional;

/**
 * How the gateway shows itself to upstreams.
 *
 * @param auth for routes that do not say
 * @param bearer the gateway's own token, for routes with a static bearer
 * @param bearers the same for routes that name one
 * @param internalToken for routes that carry it
 */
public record UpstreamSettings(
    UpstreamAuth auth,
    Optional<Secret> bearer,
    Bearers bearers,
    Optional<Secret> internalToken,
    String internalTokenHeader) {

  /** Where tokens that routes name are found. */
  public interface Bearers {
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
