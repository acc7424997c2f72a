package dev.sluice.extauthz.decision;

import dev.sluice.common.Secret;
import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.config.v1.UpstreamAuth;
import java.util.Optional;

/**
 * The settings for how the gateway authenticates itself to upstreams.
 *
 * @param defaultAuth the authentication for routes that name none
 * @param bearerToken the token of the gateway, for routes with a static bearer token
 * @param namedTokens the tokens for routes that name one
 * @param internalToken the token for routes that are configured to send it
 * @param forgeable the headers of clients that upstreams must not see
 */
public record UpstreamSettings(
    UpstreamAuth defaultAuth,
    Optional<Secret> bearerToken,
    NamedTokens namedTokens,
    Optional<Secret> internalToken,
    String internalTokenHeader,
    ForgeableHeaders forgeable) {

  /** A source of tokens by name. */
  public interface NamedTokens {
    /** Returns the current token of this name. */
    Optional<Secret> find(String name);
  }

  /** Creates settings without named tokens, and with the default headers. */
  public UpstreamSettings(
      UpstreamAuth auth,
      Optional<Secret> bearer,
      Optional<Secret> internalToken,
      String internalTokenHeader) {
    this(
        auth,
        bearer,
        name -> Optional.empty(),
        internalToken,
        internalTokenHeader,
        ForgeableHeaders.DEFAULT);
  }
}
