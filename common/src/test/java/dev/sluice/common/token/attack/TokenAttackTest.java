package dev.sluice.common.token.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TokenVerifier;
import dev.sluice.common.token.verify.VerificationResult;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenAttackTest {
  private static final NativeCrypto NATIVE = NativeCrypto.load();
  private static final JwksCache.Timing TIMING =
      new JwksCache.Timing(Duration.ofHours(1), Duration.ofHours(1), false);

  static Stream<AttackRow<Attempt>> rows() {
    return TokenAttacks.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void verify_attackRow_hasVerdict(AttackRow<Attempt> row) {
    Attempt attempt = new Attempt();
    row.change().accept(attempt);
    String token = attempt.token();
    assertEquals(
        row.verdict(), verdict(attempt, token, NativeCrypto.none()), row.id() + " by the JDK");
    assertEquals(
        row.verdict(), verdict(attempt, token, NATIVE), row.id() + " by the native library");
  }

  private static String verdict(Attempt attempt, String token, NativeCrypto crypto) {
    return switch (CompactToken.parse(token)) {
      case CompactToken.ParseResult.Invalid(TokenError fault) -> fault.label();
      case CompactToken.ParseResult.Parsed(CompactToken read) ->
          switch (verified(attempt, read, TokenDigest.of(token), crypto)) {
            case VerificationResult.Verified _ -> AttackRow.PASS;
            case VerificationResult.Rejected(TokenError fault) -> fault.label();
          };
    };
  }

  private static VerificationResult.Completed verified(
      Attempt attempt, CompactToken token, TokenDigest digest, NativeCrypto crypto) {
    var clock = new TestClock();
    var settings = attempt.settings();
    var source = new JwksSource.Inline(attempt.jwks());
    try (var keys = new JwksCache(settings, source, TIMING, crypto, clock, new Unheard())) {
      return switch (new TokenVerifier(settings, keys, SignatureExecutor.onCallingThread(), clock)
          .verify(token, digest)) {
        case VerificationResult.Completed settled -> settled;
        case VerificationResult.Pending(var later) -> later.join();
      };
    }
  }

  private record Unheard() implements JwksCache.FetchListener {
    @Override
    public void refreshed(int keys) {}

    @Override
    public void failed(String reason, JwksCache.KeyFreshness standing) {}
  }
}
