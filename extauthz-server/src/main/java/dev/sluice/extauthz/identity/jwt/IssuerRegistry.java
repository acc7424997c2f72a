package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.JwksCache;
import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.TokenVerifier;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verifier and the keys of each issuer of the policy in force. When the policy changes, issuers
 * that it leaves as they were keep both.
 */
public final class IssuerRegistry implements AutoCloseable {
  private final NativeCrypto crypto;
  private final InstantSource clock;
  private final KeyWatch watch;
  private volatile @Nullable InForce inForce;
  private boolean closed;

  private record Live(IssuerPolicy policy, @Nullable JwksCache keys, TokenVerifier verifier) {}

  private record InForce(
      List<IssuerPolicy> issuers, Map<String, Live> live, Map<String, TokenVerifier> verifiers) {}

  public IssuerRegistry(NativeCrypto crypto, InstantSource clock, KeyWatch watch) {
    this.crypto = crypto;
    this.clock = clock;
    this.watch = watch;
  }

  /** The verifiers by issuer name. */
  public Map<String, TokenVerifier> verifiers(List<IssuerPolicy> issuers) {
    InForce now = inForce;
    return now != null && now.issuers().equals(issuers) ? now.verifiers() : adopt(issuers);
  }

  private synchronized Map<String, TokenVerifier> adopt(List<IssuerPolicy> issuers) {
    InForce before = inForce;
    if (before != null && (before.issuers().equals(issuers) || closed)) {
      return before.verifiers();
    }
    Map<String, Live> old = before == null ? Map.of() : before.live();
    Map<String, Live> live = new HashMap<>();
    Map<String, TokenVerifier> verifiers = new HashMap<>();
    for (IssuerPolicy issuer : issuers) {
      Live same = old.get(issuer.name());
      Live next = same != null && same.policy().equals(issuer) ? same : open(issuer);
      live.put(issuer.name(), next);
      verifiers.put(issuer.name(), next.verifier());
    }
    inForce = new InForce(List.copyOf(issuers), live, Map.copyOf(verifiers));
    old.values().stream().filter(l -> !live.containsValue(l)).forEach(this::retire);
    return verifiers;
  }

  private Live open(IssuerPolicy issuer) {
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
    return new Live(issuer, keys, new TokenVerifier(issuer.settings(), keys, clock));
  }

  /** Not on the caller's thread: a fetch may be under way. */
  private void retire(Live live) {
    JwksCache keys = live.keys();
    InForce now = inForce;
    if (now != null && !now.live().containsKey(live.policy().name())) {
      watch.closed(live.policy().name());
    }
    if (keys != null) {
      Thread.ofVirtual().name("jwks-close").start(keys::close);
    }
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
  }
}
