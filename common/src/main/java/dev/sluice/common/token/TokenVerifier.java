package dev.sluice.common.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the tokens of one issuer and remembers those that were good, by digest, until they
 * expire or the issuer's keys change.
 */
public final class TokenVerifier {
  private static final int MAX_REMEMBERED = 20_000;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);

  private final IssuerSettings settings;
  private final @Nullable JwksCache keys;
  private final SignatureChecks signatures;
  private final InstantSource clock;
  private final Cache<TokenDigest, Remembered> memory;

  private record Remembered(VerifiedToken token, KeySet keys) {}

  /** A verifier that refuses everything when there is no source of keys. */
  public TokenVerifier(
      IssuerSettings settings,
      @Nullable JwksCache keys,
      SignatureChecks signatures,
      InstantSource clock) {
    this.settings = settings;
    this.keys = keys;
    this.signatures = signatures;
    this.clock = clock;
    this.memory =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .executor(Runnable::run)
            .expireAfter(Expiry.<TokenDigest, Remembered>creating((digest, r) -> left(r.token())))
            .build();
  }

  /** What a token of this issuer must hold. */
  public IssuerSettings settings() {
    return settings;
  }

  /** The token of this digest, if it was verified before with the keys of now and is in force. */
  public Optional<VerifiedToken> recall(TokenDigest digest) {
    Remembered known = memory.getIfPresent(digest);
    if (known == null) {
      return Optional.empty();
    }
    boolean sameKeys = keys != null && keys.keys().filter(now -> now == known.keys()).isPresent();
    if (sameKeys && left(known.token()).isPositive()) {
      return Optional.of(known.token());
    }
    memory.invalidate(digest);
    return Optional.empty();
  }

  /** Checks claims first, then the signature: forged tokens shall cost little. */
  public Verification verify(CompactToken token, TokenDigest digest) {
    if (keys == null) {
      return new Verification.Refused(TokenFault.NO_KEY_SOURCE);
    }
    try {
      settings.check(token, now());
    } catch (FaultyTokenException e) {
      return new Verification.Refused(e.fault());
    }
    Verification first = verify(token, digest, keys);
    return first instanceof Verification.Refused(TokenFault fault) && mayHeal(fault)
        ? afterFetch(token, digest, keys, fault)
        : first;
  }

  private static boolean mayHeal(TokenFault fault) {
    return fault == TokenFault.UNKNOWN_KEY || fault == TokenFault.KEYS_EXPIRED;
  }

  private Verification afterFetch(
      CompactToken token, TokenDigest digest, JwksCache source, TokenFault fault) {
    // Before the source was asked for the first time, nobody knows whether the token is good.
    boolean early = fault == TokenFault.KEYS_EXPIRED && !source.asked();
    Verification.Settled refused = new Verification.Refused(early ? TokenFault.BUSY : fault);
    return source
        .nextFetch()
        .<Verification>map(fetch ->
            new Verification.Waiting(
                fetch
                    .thenCompose(done -> settled(verify(token, digest, source)))
                    .completeOnTimeout(refused, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)))
        .orElse(refused);
  }

  private static CompletableFuture<Verification.Settled> settled(Verification verification) {
    return switch (verification) {
      case Verification.Settled settled -> CompletableFuture.completedFuture(settled);
      case Verification.Waiting(var later) -> later;
    };
  }

  private Verification verify(CompactToken token, TokenDigest digest, JwksCache source) {
    Optional<KeySet> set = source.keys();
    if (set.isEmpty()) {
      return new Verification.Refused(TokenFault.KEYS_EXPIRED);
    }
    var candidates = set.get().candidates(token.header());
    if (candidates.isEmpty()) {
      // Without a key id there is nothing that a fetch could bring.
      boolean named = token.header().keyId().isPresent();
      return new Verification.Refused(named ? TokenFault.UNKNOWN_KEY : TokenFault.KEY_ID);
    }
    return signatures.check(() -> signed(token, digest, set.get(), candidates));
  }

  private Verification.Settled signed(
      CompactToken token, TokenDigest digest, KeySet set, List<VerificationKey> candidates) {
    boolean serves = false;
    for (VerificationKey key : candidates) {
      if (key.verifies(token.jws())) {
        return remember(token, digest, set);
      }
      serves |= key.serves(token.header().algorithm());
    }
    return new Verification.Refused(serves ? TokenFault.SIGNATURE : TokenFault.ALGORITHM);
  }

  private Verification.Settled remember(CompactToken token, TokenDigest digest, KeySet set) {
    try {
      long expires = IssuerSettings.expires(token.claims());
      VerifiedToken verified = VerifiedToken.of(settings.name(), token.claims(), expires);
      memory.put(digest, new Remembered(verified, set));
      return new Verification.Verified(verified);
    } catch (FaultyTokenException e) {
      return new Verification.Refused(e.fault());
    }
  }

  private Duration left(VerifiedToken token) {
    return Duration.ofSeconds(token.expires() + settings.clockSkew().toSeconds() - now());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
