package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.Introspector;
import dev.sluice.common.token.JwksCache;
import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.SignatureChecks;
import dev.sluice.common.token.TokenVerifier;
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
  private final SignatureChecks signatures;
  private final InstantSource clock;
  private final KeyWatch watch;
  private volatile @Nullable InForce inForce;
  private boolean closed;

  private record Live(
      IssuerPolicy policy,
      @Nullable JwksCache keys,
      @Nullable TokenVerifier verifier,
      @Nullable Introspector introspector) {

    CompletableFuture<?> asked() {
      return keys == null
          ? CompletableFuture.completedFuture(null)
          : keys.firstAsked().toCompletableFuture();
    }
  }

  private record InForce(
      List<IssuerPolicy> issuers,
      Map<String, Live> live,
      Map<String, TokenVerifier> verifiers,
      Map<String, Introspector> introspectors) {}

  public IssuerRegistry(
      NativeCrypto crypto, SignatureChecks signatures, InstantSource clock, KeyWatch watch) {
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
  public void awaitAsked(List<IssuerPolicy> issuers, Duration limit) {
    CompletableFuture<?>[] asked =
        of(issuers).live().values().stream().map(Live::asked).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(asked)
        .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private InForce of(List<IssuerPolicy> issuers) {
    InForce now = inForce;
    return now != null && now.issuers().equals(issuers) ? now : adopt(issuers);
  }

  private synchronized InForce adopt(List<IssuerPolicy> issuers) {
    InForce before = inForce;
    if (before != null && (before.issuers().equals(issuers) || closed)) {
      return before;
    }
    Map<String, Live> old = before == null ? Map.of() : before.live();
    Map<String, Live> live = new HashMap<>();
    Map<String, TokenVerifier> verifiers = new HashMap<>();
    Map<String, Introspector> introspectors = new HashMap<>();
    for (IssuerPolicy issuer : issuers) {
      Live same = old.get(issuer.name());
      Live next = same != null && same.policy().equals(issuer) ? same : open(issuer);
      live.put(issuer.name(), next);
      if (next.verifier() != null) {
        verifiers.put(issuer.name(), next.verifier());
      }
      if (next.introspector() != null) {
        introspectors.put(issuer.name(), next.introspector());
      }
    }
    InForce next =
        new InForce(List.copyOf(issuers), live, Map.copyOf(verifiers), Map.copyOf(introspectors));
    inForce = next;
    old.values().stream().filter(l -> !live.containsValue(l)).forEach(this::retire);
    return next;
  }

  private Live open(IssuerPolicy issuer) {
    return issuer
        .introspection()
        .map(settings ->
            new Live(
                issuer,
                null,
                null,
                new Introspector(
                    settings, clock, answer -> watch.introspected(issuer.name(), answer))))
        .orElseGet(() -> withKeys(issuer));
  }

  private Live withKeys(IssuerPolicy issuer) {
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
                    watch.listener(issuer.name())))
            .orElse(null);
    watch.opened(issuer, keys);
    return new Live(
        issuer, keys, new TokenVerifier(issuer.settings(), keys, signatures, clock), null);
  }

  /** Not on the caller's thread: a fetch may be under way. */
  private void retire(Live live) {
    InForce now = inForce;
    if (now != null && !now.live().containsKey(live.policy().name())) {
      watch.closed(live.policy().name());
    }
    Thread.ofVirtual().name("issuer-close").start(() -> close(live));
  }

  @Override
  public synchronized void close() {
    closed = true;
    InForce now = inForce;
    if (now != null) {
      now.live().values().forEach(this::close);
    }
  }

  private void close(Live live) {
    if (live.keys() != null) {
      live.keys().close();
    }
    if (live.introspector() != null) {
      live.introspector().close();
    }
  }
}
