package dev.sluice.extauthz.identity;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.extauthz.policy.IssuerPolicy;
import org.jspecify.annotations.Nullable;

/** A listener for the state of issuers and their keys. */
public interface IssuerListener {
  /** Returns the listener for the key fetches of one issuer. */
  JwksCache.FetchListener fetchListener(String issuer);

  /** Reports an issuer that is now in force. The keys are null if it has no source of keys. */
  void onOpened(IssuerPolicy issuer, @Nullable JwksCache keys);

  /** Reports the result of a token introspection. */
  void onIntrospected(String issuer, IntrospectionResult.Completed result);

  /** Reports an issuer that is no longer in force. */
  void onClosed(String issuer);
}
