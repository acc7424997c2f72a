package dev.sluice.extauthz.policy;

import dev.sluice.common.token.introspection.IntrospectionSettings;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import java.util.Optional;

/**
 * An accepted issuer, with the source of its keys.
 *
 * @param introspection the settings of token introspection, for an issuer without keys
 */
public record IssuerPolicy(
    IssuerSettings settings,
    Optional<JwksSource> source,
    JwksCache.Timing timing,
    ClaimNames claimNames,
    Optional<IntrospectionSettings> introspection) {
  /** The name of the issuer that the {@code JWT_*} variables define. */
  public static final String DEFAULT = "default";

  /** Creates an issuer of signed tokens. */
  public IssuerPolicy(
      IssuerSettings settings,
      Optional<JwksSource> source,
      JwksCache.Timing timing,
      ClaimNames claims) {
    this(settings, source, timing, claims, Optional.empty());
  }

  /** Creates an issuer of signed tokens with the default claim names. */
  public IssuerPolicy(
      IssuerSettings settings, Optional<JwksSource> source, JwksCache.Timing timing) {
    this(settings, source, timing, ClaimNames.DEFAULTS);
  }

  /** Returns the name that routes and publishes use. */
  public String name() {
    return settings.name();
  }
}
