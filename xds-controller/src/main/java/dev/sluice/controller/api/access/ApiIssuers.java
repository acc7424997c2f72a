package dev.sluice.controller.api.access;

import dev.sluice.common.token.confirmation.Confirmation;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TokenVerifier;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OpenID Connect issuers whose tokens the API accepts, with their keys. */
public final class ApiIssuers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiIssuers.class);
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final JwksCache.Timing TIMING =
      new JwksCache.Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), false);

  private final InstantSource clock;
  private final Map<String, JwksCache> keys = new LinkedHashMap<>();
  private final List<TokenVerifier> verifiers = new ArrayList<>();

  /**
   * An issuer.
   *
   * @param issuer the required claim {@code iss}
   * @param audiences the accepted values of {@code aud}
   */
  public record ApiIssuer(String issuer, Set<String> audiences, JwksSource source) {
    public ApiIssuer {
      audiences = Set.copyOf(audiences);
    }
  }

  /** Starts to fetch the keys of all issuers. */
  public ApiIssuers(List<ApiIssuer> issuers, InstantSource clock) {
    this.clock = clock;
    NativeCrypto crypto = NativeCrypto.load();
    for (ApiIssuer issuer : issuers) {
      if (keys.containsKey(issuer.issuer())) {
        continue;
      }
      IssuerSettings settings = settings(issuer.issuer(), issuer.audiences());
      JwksCache cache =
          new JwksCache(
              settings, issuer.source(), TIMING, crypto, clock, listener(issuer.issuer()));
      keys.put(issuer.issuer(), cache);
      verifiers.add(new TokenVerifier(settings, cache, SignatureExecutor.onCallingThread(), clock));
    }
  }

  private static IssuerSettings settings(String issuer, Set<String> audiences) {
    return new IssuerSettings(
        issuer, Optional.of(issuer), audiences, TokenAlgorithm.DEFAULTS, SKEW, Optional.empty());
  }

  private static JwksCache.FetchListener listener(String issuer) {
    return new JwksCache.FetchListener() {
      @Override
      public void refreshed(int count) {
        log.debug("{} keys of {}", count, issuer);
      }

      @Override
      public void failed(String reason, JwksCache.KeyFreshness freshness) {
        log.warn("The keys of the issuer {} cannot be loaded: {}", issuer, reason);
      }
    };
  }

  /**
   * Returns the token if one of the issuers signed it and it is valid now. A token that is bound to
   * its holder is not accepted, because the API checks no proof.
   */
  public Optional<VerifiedToken> verify(String text) {
    return verifySigned(text).filter(token -> !Confirmation.isIn(token.claims()));
  }

  /** Returns the id token if the issuer signed it for a client and it is valid now. */
  public Optional<VerifiedToken> verifyIdToken(String issuer, String clientId, String text) {
    JwksCache cache = keys.get(issuer);
    if (cache == null
        || !(CompactToken.parse(text)
            instanceof CompactToken.ParseResult.Parsed(CompactToken token))) {
      return Optional.empty();
    }
    TokenVerifier verifier =
        new TokenVerifier(
            settings(issuer, Set.of(clientId)), cache, SignatureExecutor.onCallingThread(), clock);
    return completed(verifier.verify(token, TokenDigest.of(text)));
  }

  private Optional<VerifiedToken> verifySigned(String text) {
    if (!(CompactToken.parse(text)
        instanceof CompactToken.ParseResult.Parsed(CompactToken token))) {
      return Optional.empty();
    }
    TokenDigest digest = TokenDigest.of(text);
    for (TokenVerifier verifier : verifiers) {
      if (verifier.settings().mayHaveIssued(token)) {
        Optional<VerifiedToken> cached = verifier.cached(digest);
        return cached.isPresent() ? cached : completed(verifier.verify(token, digest));
      }
    }
    return Optional.empty();
  }

  /** Waits for a result, which has a deadline of its own. */
  private static Optional<VerifiedToken> completed(VerificationResult result) {
    return switch (result) {
      case VerificationResult.Verified(VerifiedToken token) -> Optional.of(token);
      case VerificationResult.Rejected _ -> Optional.empty();
      case VerificationResult.Pending(var later) -> completed(later.join());
    };
  }

  @Override
  public void close() {
    keys.values().forEach(JwksCache::close);
  }
}
