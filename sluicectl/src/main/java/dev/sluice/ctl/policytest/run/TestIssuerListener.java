package dev.sluice.ctl.policytest.run;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.extauthz.identity.IssuerListener;
import dev.sluice.extauthz.policy.IssuerPolicy;
import org.jspecify.annotations.Nullable;

/** A listener to the issuers of a test, of which nothing is reported. */
record TestIssuerListener() implements IssuerListener {
  @Override
  public JwksCache.FetchListener fetchListener(String issuer) {
    return new JwksCache.FetchListener() {
      @Override
      public void refreshed(int keys) {}

      @Override
      public void failed(String reason, JwksCache.KeyFreshness freshness) {}
    };
  }

  @Override
  public void onOpened(IssuerPolicy issuer, @Nullable JwksCache keys) {}

  @Override
  public void onIntrospected(String issuer, IntrospectionResult.Completed result) {}

  @Override
  public void onClosed(String issuer) {}
}
