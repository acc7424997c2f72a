package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.EXPIRED;
import static dev.sluice.common.token.jws.TokenError.LIFETIME;
import static dev.sluice.common.token.jws.TokenError.NOT_YET_VALID;
import static dev.sluice.common.token.jws.TokenError.TIME_CLAIM;

import dev.sluice.common.token.jws.TokenError;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The attacks by times, which must be valid numbers of seconds around the current time. */
final class TimeAttacks {
  private static final Duration HOUR = Duration.ofHours(1);

  private TimeAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused("exp-absent", "no end", "RFC 7519, 4.1.4", TIME_CLAIM, a -> a.withoutClaim("exp")),
        odd("exp-null", "null", "RFC 7519, 4.1.4", "exp", null),
        odd("exp-text", "a number as text", "RFC 7519, 2", "exp", "2000000000"),
        odd("exp-date", "a date", "RFC 7519, 2", "exp", "2099-01-01T00:00:00Z"),
        odd("exp-true", "true", "RFC 7519, 2", "exp", true),
        odd("exp-list", "a list", "RFC 7519, 2", "exp", List.of(2_000_000_000L)),
        odd("exp-negative", "before 1970", "RFC 7519, 2", "exp", -1),
        odd("exp-just-negative", "half a second before 1970", "RFC 7519, 2", "exp", -0.5),
        odd("exp-long", "the largest long", "RFC 7519, 4.1.4", "exp", Long.MAX_VALUE),
        odd("exp-longer", "beyond a long", "RFC 7519, 4.1.4", "exp", BigInteger.TWO.pow(64)),
        odd(
            "exp-inexact",
            "the first whole number that no double has",
            "RFC 7493, 2.2",
            "exp",
            (1L << 53) + 1),
        odd("exp-power", "with a large exponent", "RFC 8259, 6", "exp", 1e300),
        refused(
            "exp-endless",
            "with an exponent that no double has",
            "RFC 8259, 6",
            TIME_CLAIM,
            a -> a.withoutClaim("exp").claimsAfter("\"exp\":1e400")),
        odd("exp-year", "in the year 10000", "RFC 3339, 1", "exp", 253_402_300_800L),
        refused(
            "exp-milliseconds",
            "milliseconds",
            "RFC 7519, 2",
            TIME_CLAIM,
            a -> a.claim("exp", (a.now + 3600) * 1000)),
        moved("exp-past", "an hour ago", "RFC 7519, 4.1.4", EXPIRED, "exp", now -> now - 3600),
        moved(
            "exp-skew",
            "a minute ago, the tolerance",
            "RFC 7519, 4.1.4",
            EXPIRED,
            "exp",
            now -> now - 60),
        refused(
            "exp-now",
            "now, without tolerance",
            "RFC 7519, 4.1.4",
            EXPIRED,
            a -> a.skew(Duration.ZERO).claim("exp", a.now)),
        moved("exp-zero", "at the beginning of 1970", "RFC 7519, 4.1.4", EXPIRED, "exp", now -> 0L),
        odd("nbf-null", "null", "RFC 7519, 4.1.5", "nbf", null),
        odd("nbf-text", "a number as text", "RFC 7519, 4.1.5", "nbf", "0"),
        odd(
            "nbf-long",
            "the largest long, which overflows",
            "RFC 7519, 4.1.5",
            "nbf",
            Long.MAX_VALUE),
        odd("nbf-least", "the least long", "RFC 7519, 4.1.5", "nbf", Long.MIN_VALUE),
        moved(
            "nbf-future", "in an hour", "RFC 7519, 4.1.5", NOT_YET_VALID, "nbf", now -> now + 3600),
        moved(
            "nbf-skew",
            "a second beyond the tolerance",
            "RFC 7519, 4.1.5",
            NOT_YET_VALID,
            "nbf",
            now -> now + 61),
        odd("iat-text", "a number as text", "RFC 7519, 4.1.6", "iat", "0"),
        odd("iat-null", "null", "RFC 7519, 4.1.6", "iat", null),
        moved(
            "iat-future",
            "issued in an hour",
            "RFC 7519, 4.1.6",
            NOT_YET_VALID,
            "iat",
            now -> now + 3600),
        refused(
            "life-long",
            "a second longer than may be",
            "RFC 7519, 4.1.6",
            LIFETIME,
            a -> a.lifetime(HOUR).claim("exp", a.now + 3601)),
        refused(
            "life-unknown",
            "its beginning not told",
            "RFC 7519, 4.1.6",
            LIFETIME,
            a -> a.lifetime(HOUR).withoutClaim("iat")),
        refused(
            "life-left",
            "issued long ago, with little left",
            "RFC 7519, 4.1.6",
            LIFETIME,
            a -> a.lifetime(HOUR).claim("iat", a.now - 7200).claim("exp", a.now + 60)),
        passes(
            "exp-tolerated",
            "a second within the tolerance",
            "RFC 7519, 4.1.4",
            a -> a.claim("exp", a.now - 59)),
        passes("exp-fraction", "with a fraction", "RFC 7519, 2", a -> a.claim("exp", a.now + 9.5)),
        passes(
            "exp-power-good",
            "with an exponent",
            "RFC 8259, 6",
            a -> a.withoutClaim("exp").claimsAfter("\"exp\":2.0e9")),
        passes(
            "exp-last",
            "the last second of the year 9999",
            "RFC 3339, 1",
            a -> a.claim("exp", 253_402_300_799L)),
        passes(
            "nbf-tolerated",
            "the tolerance ahead",
            "RFC 7519, 4.1.5",
            a -> a.claim("nbf", a.now + 60)),
        passes(
            "iat-tolerated",
            "issued the tolerance ahead",
            "RFC 7519, 4.1.6",
            a -> a.claim("iat", a.now + 60)),
        passes("iat-absent", "not told when issued", "RFC 7519, 4.1.6", a -> a.withoutClaim("iat")),
        passes(
            "life-longest",
            "as long as may be",
            "RFC 7519, 4.1.6",
            a -> a.lifetime(HOUR).claim("exp", a.now + 3600)));
  }

  private static AttackRow<Attempt> odd(
      String id, String what, String clause, String name, @Nullable Object value) {
    return refused(id, what, clause, TIME_CLAIM, a -> a.claim(name, value));
  }

  private static AttackRow<Attempt> moved(
      String id,
      String what,
      String clause,
      TokenError fault,
      String name,
      LongFunction<Object> time) {
    return refused(id, what, clause, fault, a -> a.claim(name, time.apply(a.now)));
  }
}
