package dev.sluice.common.token.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.KeySet;
import dev.sluice.common.token.key.VerificationKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A verifier of the tokens of one issuer. It caches valid tokens by digest until they expire or the
 * issuer's keys change.
 */
public final class TokenVerifier {
  private static final int MAX_REMEMBERED = 20_000;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);

  private final IssuerSettings settings;
  private final @Nullable JwksCache keys;
  private final SignatureExecutor signatures;
  private final InstantSource clock;
  private final Cache<TokenDigest, Remembered> memory;

  private record Remembered(VerifiedToken token, KeySet keys) {}

  /** Creates a verifier. Without a source of keys it rejects every token. */
  public TokenVerifier(
      IssuerSettings settings,
      @Nullable JwksCache keys,
      SignatureExecutor signatures,
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

  /** Returns the requirements for tokens of this issuer. */
  public IssuerSettings settings() {
    return settings;
  }

  /**
   * Returns the cached token with this digest, if it was verified with the current keys and is
   * valid now.
   */
  public Optional<VerifiedToken> cached(TokenDigest digest) {
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

  /** Verifies the claims first, then the signature, so that invalid tokens cost little. */
  public VerificationResult verify(CompactToken token, TokenDigest digest) {
    if (keys == null) {
      return new VerificationResult.Rejected(TokenError.NO_KEY_SOURCE);
    }
    try {
      settings.check(token, now());
    } catch (InvalidTokenException e) {
      return new VerificationResult.Rejected(e.error());
    }
    VerificationResult first = verify(token, digest, keys);
    return first instanceof VerificationResult.Rejected(TokenError fault)
            && mayBeFixedByFetch(fault)
        ? afterFetch(token, digest, keys, fault)
        : first;
  }

  private static boolean mayBeFixedByFetch(TokenError fault) {
    return fault == TokenError.UNKNOWN_KEY || fault == TokenError.KEYS_EXPIRED;
  }

  private VerificationResult afterFetch(
      CompactToken token, TokenDigest digest, JwksCache source, TokenError fault) {
    // Before the first fetch the result is unknown.
    boolean early = fault == TokenError.KEYS_EXPIRED && !source.wasFetched();
    VerificationResult.Completed refused =
        new VerificationResult.Rejected(early ? TokenError.BUSY : fault);
    return source
        .requestFetch()
        .<VerificationResult>map(fetch ->
            new VerificationResult.Pending(
                fetch
                    .thenCompose(done -> completed(verify(token, digest, source)))
                    .completeOnTimeout(refused, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)))
        .orElse(refused);
  }

  private static CompletableFuture<VerificationResult.Completed> completed(
      VerificationResult verification) {
    return switch (verification) {
      case VerificationResult.Completed completed -> CompletableFuture.completedFuture(completed);
      case VerificationResult.Pending(var later) -> later;
    };
  }

  private VerificationResult verify(CompactToken token, TokenDigest digest, JwksCache source) {
    Optional<KeySet> set = source.keys();
    if (set.isEmpty()) {
      return new VerificationResult.Rejected(TokenError.KEYS_EXPIRED);
    }
    var candidates = set.get().candidates(token.header());
    if (candidates.isEmpty()) {
      // A fetch cannot help a token without a key id.
      boolean named = token.header().keyId().isPresent();
      return new VerificationResult.Rejected(named ? TokenError.UNKNOWN_KEY : TokenError.KEY_ID);
    }
    return signatures.submit(() -> signed(token, digest, set.get(), candidates));
  }

  private VerificationResult.Completed signed(
      CompactToken token, TokenDigest digest, KeySet set, List<VerificationKey> candidates) {
    boolean serves = false;
    for (VerificationKey key : candidates) {
      if (key.verifies(token.jws())) {
        return remember(token, digest, set);
      }
      serves |= key.supports(token.header().algorithm());
    }
    return new VerificationResult.Rejected(serves ? TokenError.SIGNATURE : TokenError.ALGORITHM);
  }

  private VerificationResult.Completed remember(
      CompactToken token, TokenDigest digest, KeySet set) {
    try {
      long expires = IssuerSettings.expiresAt(token.claims());
      VerifiedToken verified = VerifiedToken.of(settings.name(), token.claims(), expires);
      memory.put(digest, new Remembered(verified, set));
      return new VerificationResult.Verified(verified);
    } catch (InvalidTokenException e) {
      return new VerificationResult.Rejected(e.error());
    }
  }

  private Duration left(VerifiedToken token) {
    return Duration.ofSeconds(token.expiresAt() + settings.clockSkew().toSeconds() - now());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
