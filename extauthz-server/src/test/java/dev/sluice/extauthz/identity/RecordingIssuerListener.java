package dev.sluice.extauthz.identity;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A listener that records all events. */
public final class RecordingIssuerListener implements IssuerListener {
  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Override
  public JwksCache.FetchListener fetchListener(String issuer) {
    return new JwksCache.FetchListener() {
      @Override
      public void refreshed(int keys) {}

      @Override
      public void failed(String reason, JwksCache.KeyFreshness standing) {}
    };
  }

  @Override
  public void onOpened(IssuerPolicy issuer, @Nullable JwksCache keys) {
    opened.add(issuer.name());
  }

  @Override
  public void onIntrospected(String issuer, IntrospectionResult.Completed answer) {}

  @Override
  public void onClosed(String issuer) {
    closed.add(issuer);
  }

  List<String> opened() {
    return opened;
  }

  List<String> closed() {
    return closed;
  }
}
