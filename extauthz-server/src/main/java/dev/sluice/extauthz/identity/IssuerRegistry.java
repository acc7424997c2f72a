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
 * A registry of the issuers of the policy in force, each with its keys and verifier, or with its
 * introspector. An issuer that a policy change leaves as it is keeps both.
 */
public final class IssuerRegistry implements AutoCloseable {
  private final NativeCrypto crypto;
  private final SignatureExecutor signatures;
  private final InstantSource clock;
  private final IssuerListener listener;
  private volatile @Nullable ActiveIssuers active;
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
      IssuerListener listener) {
    this.crypto = crypto;
    this.signatures = signatures;
    this.clock = clock;
    this.listener = listener;
  }

  /** Returns the verifiers by issuer name, for issuers with keys. */
  public Map<String, TokenVerifier> verifiers(List<IssuerPolicy> issuers) {
    return activeFor(issuers).verifiers();
  }

  /** Returns the introspectors by issuer name, for issuers with token introspection. */
  public Map<String, Introspector> introspectors(List<IssuerPolicy> issuers) {
    return activeFor(issuers).introspectors();
  }

  /**
   * Waits until the keys of each issuer were fetched once, successfully or not, or until the time
   * limit.
   */
  public void awaitFirstFetch(List<IssuerPolicy> issuers, Duration limit) {
    CompletableFuture<?>[] firstFetches =
        activeFor(issuers).byName().values().stream()
            .map(ActiveIssuer::firstFetch)
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(firstFetches)
        .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private ActiveIssuers activeFor(List<IssuerPolicy> issuers) {
    ActiveIssuers now = active;
    return now != null && now.issuers().equals(issuers) ? now : activate(issuers);
  }

  private synchronized ActiveIssuers activate(List<IssuerPolicy> issuers) {
    ActiveIssuers before = active;
    if (before != null && (before.issuers().equals(issuers) || closed)) {
      return before;
    }
    Map<String, ActiveIssuer> old = before == null ? Map.of() : before.byName();
    Map<String, ActiveIssuer> nextByName = new HashMap<>();
    Map<String, TokenVerifier> verifiers = new HashMap<>();
    Map<String, Introspector> introspectors = new HashMap<>();
    for (IssuerPolicy issuer : issuers) {
      ActiveIssuer same = old.get(issuer.name());
      ActiveIssuer next = same != null && same.policy().equals(issuer) ? same : open(issuer);
      nextByName.put(issuer.name(), next);
      if (next.verifier() != null) {
        verifiers.put(issuer.name(), next.verifier());
      }
      if (next.introspector() != null) {
        introspectors.put(issuer.name(), next.introspector());
      }
    }
    ActiveIssuers next =
        new ActiveIssuers(
            List.copyOf(issuers), nextByName, Map.copyOf(verifiers), Map.copyOf(introspectors));
    active = next;
    old.values().stream().filter(l -> !nextByName.containsValue(l)).forEach(this::retire);
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
                    settings, clock, result -> listener.onIntrospected(issuer.name(), result))))
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
                    listener.fetchListener(issuer.name())))
            .orElse(null);
    listener.onOpened(issuer, keys);
    return new ActiveIssuer(
        issuer, keys, new TokenVerifier(issuer.settings(), keys, signatures, clock), null);
  }

  /** Closes an issuer on another thread, because a fetch may be running. */
  private void retire(ActiveIssuer issuer) {
    ActiveIssuers now = active;
    if (now != null && !now.byName().containsKey(issuer.policy().name())) {
      listener.onClosed(issuer.policy().name());
    }
    Thread.ofVirtual().name("issuer-close").start(() -> close(issuer));
  }

  @Override
  public synchronized void close() {
    closed = true;
    ActiveIssuers now = active;
    if (now != null) {
      now.byName().values().forEach(this::close);
    }
  }

  private void close(ActiveIssuer issuer) {
    if (issuer.keys() != null) {
      issuer.keys().close();
    }
    if (issuer.introspector() != null) {
      issuer.introspector().close();
    }
  }
}
