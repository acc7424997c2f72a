package dev.sluice.common.token.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.token.CompactToken;
import dev.sluice.common.token.JwksCache;
import dev.sluice.common.token.JwksSource;
import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.SignatureChecks;
import dev.sluice.common.token.TestClock;
import dev.sluice.common.token.TokenDigest;
import dev.sluice.common.token.TokenFault;
import dev.sluice.common.token.TokenVerifier;
import dev.sluice.common.token.Verification;
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
  void verify(AttackRow<Attempt> row) {
    Attempt attempt = new Attempt();
    row.change().accept(attempt);
    String token = attempt.token();
    assertEquals(
        row.verdict(), verdict(attempt, token, NativeCrypto.none()), row.id() + " by the JDK");
    assertEquals(
        row.verdict(), verdict(attempt, token, NATIVE), row.id() + " by the native library");
  }

  private static String verdict(Attempt attempt, String token, NativeCrypto crypto) {
    return switch (CompactToken.read(token)) {
      case CompactToken.Reading.Faulty(TokenFault fault) -> fault.label();
      case CompactToken.Reading.Token(CompactToken read) ->
          switch (verified(attempt, read, TokenDigest.of(token), crypto)) {
            case Verification.Verified _ -> AttackRow.PASS;
            case Verification.Refused(TokenFault fault) -> fault.label();
          };
    };
  }

  private static Verification.Settled verified(
      Attempt attempt, CompactToken token, TokenDigest digest, NativeCrypto crypto) {
    var clock = new TestClock();
    var settings = attempt.settings();
    var source = new JwksSource.Inline(attempt.jwks());
    try (var keys = new JwksCache(settings, source, TIMING, crypto, clock, new Unheard())) {
      return switch (new TokenVerifier(settings, keys, SignatureChecks.here(), clock)
          .verify(token, digest)) {
        case Verification.Settled settled -> settled;
        case Verification.Waiting(var later) -> later.join();
      };
    }
  }

  private record Unheard() implements JwksCache.Listener {
    @Override
    public void refreshed(int keys) {}

    @Override
    public void failed(String reason, JwksCache.Standing standing) {}
  }
}
