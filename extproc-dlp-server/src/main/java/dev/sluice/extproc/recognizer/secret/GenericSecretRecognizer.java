package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.FollowingWords;
import dev.sluice.extproc.recognizer.PrecedingWords;
import dev.sluice.extproc.recognizer.Recognizer;
import dev.sluice.extproc.recognizer.WeakerCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recognizer of passwords and keys of any provider after their name: assigned, quoted, in a
 * table, or stated in a sentence.
 */
public final class GenericSecretRecognizer {
  private static final int LONGEST = 512;
  static final String INNER = "!#-%*+\\-./0-9:=?@A-Z^_a-z~";

  /** A value has at least six characters, all in one line or most of them in two. */
  private static final String VALUE =
      "(?:(?:["
          + INNER
          + "]{6,}(?:\\n["
          + INNER
          + "]+)?|["
          + INNER
          + "]{1,5}\\n["
          + INNER
          + "]{5,})(?!["
          + INNER
          + "(\\[])|[!#-&(-~]{6}[!#-&(-~]*$"
          + "|(?<=\")[!#-~]{6}[!#-~]*(?=\")|(?<=')[!-&(-~]{6}[!-&(-~]*(?='))";

  private static final String CHANGED =
      "(?:[\"'] (?:to|->) [\"'][" + INNER + "]{6}[" + INNER + "]*(?=[\"']))?";

  /** A pattern of a value that a sign or words give to the name before it. */
  private static final String STATED = "(?:" + SecretSeparator.PATTERN + ")" + VALUE + CHANGED;

  private static final String NAME = "T1ger";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
              "generic_secret",
              patterns(),
              new SecretCheck(),
              List.of(
                  "비밀번호는 ⟦" + NAME + "2024!⟧입니다",
                  "DB_PASSWORD=⟦" + NAME + "Moon77⟧",
                  "\"api_key\": \"⟦q8Zk2Lm4Qw7Rt1Yp5Zc8⟧\"",
                  "The secret key is \"⟦q8Zk2Lm4Qw7Rt1Yp5Zc8⟧\".",
                  "암호 ⟦" + NAME + "#4821⟧ 로 로그인",
                  "id,password,dept\nkim,⟦" + NAME + "2024!⟧,sales",
                  "mysql -u kim -p'⟦" + NAME + "2024!⟧' orders",
                  "changed the password from \"⟦" + NAME + "2023!⟧\" to \"⟦" + NAME + "2024!⟧\"",
                  "INSERT INTO t (id, pwd) VALUES (7, '⟦" + NAME + "2024!⟧')",
                  "⟦" + NAME + "2024!⟧ is the new admin password.",
                  "| API 키 | ⟦q8Zk2Lm4Qw7Rt1Yp5Zc8⟧ |",
                  "- name: DB_PASSWORD\n  value: ⟦" + NAME + "2024!⟧",
                  "The password for the office wifi is ⟦" + NAME + "2024!⟧, right?",
                  "비밀번호(관리자): ⟦" + NAME + "2024!⟧",
                  "process.env.SECRET || '⟦" + NAME + "2024!⟧'",
                  "curl -u admin:⟦" + NAME + "2024!⟧ https://nexus.internal/",
                  "name=\"password\"\r\n\r\n⟦" + NAME + "2024!⟧\r\n",
                  "⟦" + NAME + "2024!⟧ 이거 비밀번호인데 안 돼요",
                  "관리자 계정은 \"⟦" + NAME + "2024!⟧\"가 비밀번호입니다",
                  "스테이징 비밀번호 공유드립니다 => ⟦" + NAME + "2024!⟧",
                  "김하나님 비번 새로 발급했습니다.\n⟦q8Zk2Lm4Qw7Rt1Yp5Zc8⟧",
                  "pymysql.connect('db1', 'erp', '⟦" + NAME + "2024!⟧', 'erp')",
                  "비밀번호를 까먹어서 재설정했고 새로 만든 건 ⟦" + NAME + "2024!⟧ 이에요",
                  "⟦" + NAME + "2024!x⟧ ← 이게 관리자 패스워드"),
              List.of(
                  "password: ********",
                  "password = ${DB_PASSWORD}",
                  "password = os.environ[\"DB_PASSWORD\"]",
                  "api_key: YOUR_API_KEY",
                  "비밀번호는 8자 이상이어야 합니다",
                  "비밀번호 변경 안내: https://example.org/help",
                  "암호화 방식은 AES-256-GCM입니다",
                  "max_tokens: 4096, token_count=1200",
                  "The password must have at least 12 characters.",
                  "\"token\": null, \"secret\": \"<secret>\"",
                  "password: string;",
                  "commit 0123456789abcdef0123456789abcdef01234567",
                  "secretName: db-credentials"))
          .with(
              new Recognizer.Detection(
                  Confidence.LOW,
                  words(),
                  WeakerCheck.below(new SecretCheck(), MatchCheck.ofValue(SecretWord::unnamed)),
                  List.of("try ⟦" + NAME + "2024!⟧ there", "관리자 ⟦q8Zk@2Lm4Qw7⟧ 확인"),
                  List.of(
                      "비밀번호는 " + NAME + "2024!입니다",
                      "wow 2024!",
                      "issue#1234",
                      "user@example.com",
                      "name@1.2.3")));

  private GenericSecretRecognizer() {}

  private static List<Recognizer.CandidatePattern> patterns() {
    Stream<Recognizer.CandidatePattern> named =
        Stream.of(
            named(SecretNames.english(), STATED, LONGEST),
            named(SecretNames.korean(), STATED, LONGEST),
            named(SecretNames.english(), SecretTable.PATTERN, SecretTable.LONGEST),
            named(SecretNames.korean(), SecretTable.PATTERN, SecretTable.LONGEST),
            new Recognizer.CandidatePattern(SecretBeforeName.PATTERN, SecretBeforeName.LONGEST));
    return Stream.concat(named, words().stream()).toList();
  }

  private static List<Recognizer.CandidatePattern> words() {
    return SecretWord.PATTERNS.stream()
        .map(word -> new Recognizer.CandidatePattern(word, SecretWord.LONGEST))
        .toList();
  }

  private static Recognizer.CandidatePattern named(String names, String behind, int longest) {
    return new Recognizer.CandidatePattern("(?i)(?:" + names + ")(?:" + behind + ")", longest);
  }

  /**
   * Returns true for a part of a resource name, or of a variable as in {@code ${NAME}} or {@code
   * $NAME}.
   */
  private static boolean isReference(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from() - 1;
    if (at >= candidate.contextFrom() && text[at] == ':') {
      return true;
    }
    while (at > candidate.contextFrom()
        && (text[at] == '_' || Character.isLetterOrDigit(text[at]))) {
      at--;
    }
    at -= at > candidate.contextFrom() && text[at] == '{' ? 1 : 0;
    return at >= candidate.contextFrom() && text[at] == '$';
  }

  /** A check of the candidates of all patterns. */
  private static final class SecretCheck implements MatchCheck {
    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      return evaluate(candidate, -1);
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
      if (SecretWord.is(candidate)) {
        return SecretWord.evaluate(candidate, previousEnd);
      }
      Optional<MatchedSpan> found = secret(candidate);
      return found.isPresent() ? found.get() : NoMatch.REJECTED;
    }

    @Override
    public int lookBehind() {
      return PrecedingWords.MAX_BYTES;
    }

    @Override
    public int lookAhead() {
      return FollowingWords.MAX_BYTES;
    }
  }

  private static Optional<MatchCheck.MatchedSpan> secret(MatchCandidate candidate) {
    byte[] text = candidate.text();
    if (isReference(candidate)) {
      return Optional.empty();
    }
    Optional<MatchCheck.MatchedSpan> first = SecretBeforeName.value(candidate);
    if (first.isPresent()) {
      return first;
    }
    int name = SecretNames.end(text, candidate.from(), candidate.to());
    Optional<MatchCheck.MatchedSpan> cell = SecretTable.cell(candidate, name);
    return cell.isPresent() ? cell : SecretSeparator.after(candidate, name).valueFrom(candidate);
  }
}
