package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.Introspection;
import dev.sluice.common.token.JwksCache;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what it was told. */
public final class RecordingWatch implements KeyWatch {
  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Override
  public JwksCache.Listener listener(String issuer) {
    return new JwksCache.Listener() {
      @Override
      public void refreshed(int keys) {}

      @Override
      public void failed(String reason, JwksCache.Standing standing) {}
    };
  }

  @Override
  public void opened(IssuerPolicy issuer, @Nullable JwksCache keys) {
    opened.add(issuer.name());
  }

  @Override
  public void introspected(String issuer, Introspection.Settled answer) {}

  @Override
  public void closed(String issuer) {
    closed.add(issuer);
  }

  List<String> opened() {
    return opened;
  }

  List<String> closed() {
    return closed;
  }
}
