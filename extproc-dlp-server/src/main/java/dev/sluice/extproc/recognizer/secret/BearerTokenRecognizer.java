package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Optional;

/**
 * A recognizer of tokens (RFC 6750) after the word Bearer, which is not part of the value. A
 * placeholder is not a token unless it has digits.
 */
public final class BearerTokenRecognizer {
  private static final int LONGEST = 4096;
  private static final int SHORTEST = 7;
  private static final String TOKEN = "k3Jx9QmT2vLr7WbN5yHc1ZpD";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "bearer_token",
          "(?i)\\bbearer\\s+[0-9a-z._~+/=-](?:[0-9a-z._~+/=]|-\\n?)*(?:\\n[0-9a-z._~+/=-]+)?(?![0-9a-z._~+/=-])",
          LONGEST,
          MatchCheck.ofValue(BearerTokenRecognizer::token),
          List.of(
              "Authorization: Bearer ⟦" + TOKEN + "⟧",
              "헤더에 bearer ⟦" + TOKEN + "⟧를 넣었습니다",
              "\"BEARER   ⟦0b7c1d2e-1111-4222-a333-444455556666⟧\"",
              "We use Bearer ⟦abc.def⟧."),
          List.of(
              "the bearer of good news",
              "Bearer tokens.",
              "Bearer authentication is described in RFC 6750.",
              "Bearer abc.de",
              "Bearer YOUR_ACCESS_TOKEN",
              "Bearer xxxxxxxxxxxxxxxxxxxxxxxx",
              "Bearer realm=\"orders-1\"",
              "Bearer resource_metadata=\"https://api.internal/meta\"",
              "a forbearer " + TOKEN));

  private BearerTokenRecognizer() {}

  private static Optional<MatchCheck.MatchedSpan> token(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int from = candidate.from() + "bearer".length();
    while (text[from] <= ' ') {
      from++;
    }
    int to = candidate.to();
    while (to > from && text[to - 1] == '.') {
      to--;
    }
    CharacterCounts shape = CharacterCounts.of(text, from, to);
    return to - from >= SHORTEST
            && (shape.letters() < to - from || shape.isScrambled())
            && CharacterCounts.isOneValue(text, from, to)
            && (shape.digits() > 0 || !standsForOne(text, from, to, shape))
        ? Optional.of(new MatchCheck.MatchedSpan(from, to))
        : Optional.empty();
  }

  /**
   * Returns true for a placeholder, or the name of an attribute as in {@code Bearer
   * error_description="…"}.
   */
  private static boolean standsForOne(byte[] text, int from, int to, CharacterCounts shape) {
    return SecretPlaceholders.is(text, from, to) || (text[to - 1] == '=' && shape.upper() == 0);
  }
}
