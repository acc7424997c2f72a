package dev.sluice.extauthz.identity;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.extauthz.policy.IssuerPolicy;
import org.jspecify.annotations.Nullable;

/** Is told how the keys of the issuers fare. */
public interface IssuerListener {
  /** Hears of the fetches of one issuer. */
  JwksCache.FetchListener fetchListener(String issuer);

  /** An issuer came into force; without a source it has no keys. */
  void onOpened(IssuerPolicy issuer, @Nullable JwksCache keys);

  /** An issuer was asked about a token. */
  void onIntrospected(String issuer, IntrospectionResult.Completed answer);

  /** An issuer is no longer in force. */
  void onClosed(String issuer);
}
