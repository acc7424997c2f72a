package dev.sluice.extauthz.identity;

import dev.sluice.common.token.introspection.Introspector;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TokenVerifier;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The verifier and the keys of each issuer of the policy in force, or who asks it about tokens.
 * When the policy changes, issuers that it leaves as they were keep both.
 */
public final class IssuerRegistry implements AutoCloseable {
  private final NativeCrypto crypto;
  private final SignatureExecutor signatures;
  private final InstantSource clock;
  private final IssuerListener watch;
  private volatile @Nullable ActiveIssuers inForce;
  private boolean closed;

  private record ActiveIssuer(
      IssuerPolicy policy,
      @Nullable JwksCache keys,
      @Nullable TokenVerifier verifier,
      @Nullable Introspector introspector) {

    CompletableFuture<?> firstFetch() {
      return keys == null
          ? CompletableFuture.completedFuture(null)
          : keys.firstFetch().toCompletableFuture();
    }
  }

  private record ActiveIssuers(
      List<IssuerPolicy> issuers,
      Map<String, ActiveIssuer> byName,
      Map<String, TokenVerifier> verifiers,
      Map<String, Introspector> introspectors) {}

  public IssuerRegistry(
      NativeCrypto crypto,
      SignatureExecutor signatures,
      InstantSource clock,
      IssuerListener watch) {
    this.crypto = crypto;
    this.signatures = signatures;
    this.clock = clock;
    this.watch = watch;
  }

  /** The verifiers by issuer name, of issuers with keys. */
  public Map<String, TokenVerifier> verifiers(List<IssuerPolicy> issuers) {
    return of(issuers).verifiers();
  }

  /** Those who ask, by issuer name, of issuers that are asked. */
  public Map<String, Introspector> introspectors(List<IssuerPolicy> issuers) {
    return of(issuers).introspectors();
  }

  /** Waits until each source of keys was asked once, at most that long. */
  public void awaitFirstFetch(List<IssuerPolicy> issuers, Duration limit) {
    CompletableFuture<?>[] asked =
        of(issuers).byName().values().stream()
            .map(ActiveIssuer::firstFetch)
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(asked)
        .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private ActiveIssuers of(List<IssuerPolicy> issuers) {
    ActiveIssuers now = inForce;
    return now != null && now.issuers().equals(issuers) ? now : adopt(issuers);
  }

  private synchronized ActiveIssuers adopt(List<IssuerPolicy> issuers) {
    ActiveIssuers before = inForce;
    if (before != null && (before.issuers().equals(issuers) || closed)) {
      return before;
    }
    Map<String, ActiveIssuer> old = before == null ? Map.of() : before.byName();
    Map<String, ActiveIssuer> live = new HashMap<>();
    Map<String, TokenVerifier> verifiers = new HashMap<>();
    Map<String, Introspector> introspectors = new HashMap<>();
    for (IssuerPolicy issuer : issuers) {
      ActiveIssuer same = old.get(issuer.name());
      ActiveIssuer next = same != null && same.policy().equals(issuer) ? same : open(issuer);
      live.put(issuer.name(), next);
      if (next.verifier() != null) {
        verifiers.put(issuer.name(), next.verifier());
      }
      if (next.introspector() != null) {
        introspectors.put(issuer.name(), next.introspector());
      }
    }
    ActiveIssuers next =
        new ActiveIssuers(
            List.copyOf(issuers), live, Map.copyOf(verifiers), Map.copyOf(introspectors));
    inForce = next;
    old.values().stream().filter(l -> !live.containsValue(l)).forEach(this::retire);
    return next;
  }

  private ActiveIssuer open(IssuerPolicy issuer) {
    return issuer
        .introspection()
        .map(settings ->
            new ActiveIssuer(
                issuer,
                null,
                null,
                new Introspector(
                    settings, clock, answer -> watch.onIntrospected(issuer.name(), answer))))
        .orElseGet(() -> withKeys(issuer));
  }

  private ActiveIssuer withKeys(IssuerPolicy issuer) {
    JwksCache keys =
        issuer
            .source()
            .map(source ->
                new JwksCache(
                    issuer.settings(),
                    source,
                    issuer.timing(),
                    crypto,
                    clock,
                    watch.fetchListener(issuer.name())))
            .orElse(null);
    watch.onOpened(issuer, keys);
    return new ActiveIssuer(
        issuer, keys, new TokenVerifier(issuer.settings(), keys, signatures, clock), null);
  }

  /** Not on the caller's thread: a fetch may be under way. */
  private void retire(ActiveIssuer live) {
    ActiveIssuers now = inForce;
    if (now != null && !now.byName().containsKey(live.policy().name())) {
      watch.onClosed(live.policy().name());
    }
    Thread.ofVirtual().name("issuer-close").start(() -> close(live));
  }

  @Override
  public synchronized void close() {
    closed = true;
    ActiveIssuers now = inForce;
    if (now != null) {
      now.byName().values().forEach(this::close);
    }
  }

  private void close(ActiveIssuer live) {
    if (live.keys() != null) {
      live.keys().close();
    }
    if (live.introspector() != null) {
      live.introspector().close();
    }
  }
}
