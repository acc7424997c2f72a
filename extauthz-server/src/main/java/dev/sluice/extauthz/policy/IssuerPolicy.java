package dev.sluice.extauthz.policy;

import dev.sluice.common.token.introspection.IntrospectionSettings;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import java.util.Optional;

/**
 * An issuer whose tokens may be taken, and where its keys come from; two equal ones are the same.
 *
 * @param introspection how it is asked about tokens that only it can read, in place of keys
 */
public record IssuerPolicy(
    IssuerSettings settings,
    Optional<JwksSource> source,
    JwksCache.Timing timing,
    ClaimNames claimNames,
    Optional<IntrospectionSettings> introspection) {
  /** The issuer that the {@code JWT_*} variables define. */
  public static final String DEFAULT = "default";

  /** With signed tokens. */
  public IssuerPolicy(
      IssuerSettings settings,
      Optional<JwksSource> source,
      JwksCache.Timing timing,
      ClaimNames claims) {
    this(settings, source, timing, claims, Optional.empty());
  }

  /** With the usual names of claims. */
  public IssuerPolicy(
      IssuerSettings settings, Optional<JwksSource> source, JwksCache.Timing timing) {
    this(settings, source, timing, ClaimNames.DEFAULTS);
  }

  /** The name that routes and publishes use. */
  public String name() {
    return settings.name();
  }
}
