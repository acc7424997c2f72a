package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.Introspection;
import dev.sluice.common.token.JwksCache;
import dev.sluice.extauthz.policy.IssuerPolicy;
import org.jspecify.annotations.Nullable;

/** Is told how the keys of the issuers fare. */
public interface KeyWatch {
  /** Hears of the fetches of one issuer. */
  JwksCache.Listener listener(String issuer);

  /** An issuer came into force; without a source it has no keys. */
  void opened(IssuerPolicy issuer, @Nullable JwksCache keys);

  /** An issuer was asked about a token. */
  void introspected(String issuer, Introspection.Settled answer);

  /** An issuer is no longer in force. */
  void closed(String issuer);
}
