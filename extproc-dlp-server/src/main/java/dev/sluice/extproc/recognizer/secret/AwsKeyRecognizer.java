package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Optional;

/**
 * A recognizer of Amazon's access key ids, long-term and temporary, and of secret keys beside an id
 * or after the word secret.
 */
public final class AwsKeyRecognizer {
  private static final int SECRET = 40;
  private static final int LONGEST = 128;
  private static final String ID = "AK" + "IAQ2W7E4R6T3Y5U7I2";
  private static final String KEY = "k3Jx9QmT2vLr7WbN5yHc" + "1ZpD8s/gA4eU6i+oB0qR";
  private static final String RUN = "[0-9A-Za-z/+]{40}(?![0-9A-Za-z/+=_-])";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "aws_key",
          "(?<![0-9A-Za-z])A(?:KI|SI)A(?:\\n?[0-9A-Z]){16}(?:(?![0-9A-Za-z_])|(?:[^0-9A-Za-z/+]{1,16}| and )"
              + RUN
              + ")|(?:(?i:secret)|시크릿)(?i:[ _.-]?(?:access|액세스))?(?i:[ _.-]?(?:key|키))"
              + "(?:(?i: value| is| to| was)|[^0-9A-Za-z/+]){1,8}"
              + RUN,
          LONGEST,
          MatchCheck.ofValue(AwsKeyRecognizer::value),
          List.of(
              "aws_access_key_id = ⟦" + ID + "⟧",
              "키 ⟦" + ID + "⟧를 커밋했습니다",
              "aws_secret_access_key = ⟦" + KEY + "⟧",
              "AWS 시크릿 액세스 키는 ⟦" + KEY + "⟧입니다",
              "Credentials(\"⟦" + ID + "\", \"" + KEY + "⟧\")",
              "⟦" + ID + " 와 " + KEY + "⟧를",
              "My secretAccessKey is ⟦" + KEY + "⟧, right?"),
          List.of(
              "An id begins with AKIA or ASIA.",
              "AKIA" + "IOSFODNN7EXAMPLE",
              "AKIA" + "XXXXXXXXXXXXXXXX",
              "AKIAtoken is not a key",
              "commit 0123456789abcdef0123456789abcdef01234567",
              "secret key 0123456789abcdef0123456789abcdef01234567",
              "secret_access_key = ****************************************"));

  private AwsKeyRecognizer() {}

  /**
   * Returns the value. An id directly before its secret is part of the value, because both must be
   * masked.
   */
  private static Optional<MatchCheck.MatchedSpan> value(MatchCandidate candidate) {
    byte[] text = candidate.text();
    boolean id = text[candidate.from()] == 'A';
    int from = id ? candidate.from() : candidate.to() - SECRET;
    boolean alone = id && candidate.to() - candidate.from() < SECRET;
    return holds(text, alone ? from : candidate.to() - SECRET, candidate.to(), alone)
        ? Optional.of(new MatchCheck.MatchedSpan(from, candidate.to()))
        : Optional.empty();
  }

  private static boolean holds(byte[] text, int from, int to, boolean alone) {
    CharacterCounts shape = CharacterCounts.of(text, from, to);
    return !SecretPlaceholders.is(text, from, to)
        && (alone || (shape.upper() > 0 && shape.lower() > 0 && shape.letters() < SECRET));
  }
}
