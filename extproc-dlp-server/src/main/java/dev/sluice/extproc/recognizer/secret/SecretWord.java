package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import dev.sluice.extproc.recognizer.FollowingWords;
import dev.sluice.extproc.recognizer.PrecedingWords;
import dev.sluice.extproc.recognizer.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A word that looks like a secret, with a name somewhere before it or in the words behind it: an
 * argument of a function or command, a cell of a later row, or a word of a sentence.
 */
final class SecretWord {
  /** The length of the longest word. */
  static final int LONGEST = 64;

  private static final int SHORTEST = 7;
  private static final int FEWEST_LETTERS = 3;

  /** The most bytes between a name and a word that could be ordinary: quotes and a comma. */
  private static final int DIRECTLY = 4;

  private static final int SHORT_NUMBER = 3;

  /** The signs that ordinary words with digits do not have. */
  private static final String SIGNS = "!@#$";

  /** The characters of a word; quotation marks, brackets, slashes and equals signs end it. */
  private static final String INNER = "!#$*\\-.0-9?@A-Z^_a-z~+";

  /** Patterns of a word with each sign, apart because few texts have the sign. */
  static final List<String> PATTERNS =
      Stream.concat(
              SIGNS.chars().mapToObj(sign -> pattern("{1,31}\\" + (char) sign, "{1,32}")),
              Stream.of(pattern("{1,29}[0-9]{2}!", "{0,8}")))
          .toList();

  private static final PrecedingWords NAMES =
      PrecedingWords.of(
          ("identified by, password, passwords, passwd, passphrase, passcode, pwd, "
                  + "pw, pass, psk, pre-shared, credential, credentials, secret, secrets, "
                  + "apikey, api_key, api-key, storepass, keypass, srcstorepass, "
                  + "deststorepass, passin, passout, connect(, getconnection(, login(, "
                  + "signin(, client(, config(, signer(, webhook(, credentials(, signature(, "
                  + "auth(, redis-cli, ldapsearch, sqlcmd, mysql, mysqldump, psql, sshpass, "
                  + "htpasswd, keytool, 비밀번호, 비번, 암호, 패스워드, 시크릿")
              .split(", "));

  private static final FollowingWords NAMES_BEHIND =
      FollowingWords.of(
          "비밀번호", "비번", "암호", "패스워드", "시크릿", "password", "Password", "passphrase", "secret key");

  /** The words before a number sign that refers to something. */
  private static final List<String> NUMBERED =
      List.of("issue", "pr", "bug", "ticket", "task", "line");

  private SecretWord() {}

  private static String pattern(String before, String after) {
    return "(?<![0-9A-Za-z!#$*.?@^_~+/%&-])[0-9A-Z_a-z-]"
        + before
        + "["
        + INNER
        + "]"
        + after
        + "(?![/=("
        + INNER
        + "])";
  }

  /** Returns true if a candidate is one word, without the name that other patterns begin with. */
  static boolean is(MatchCandidate candidate) {
    byte[] text = candidate.text();
    for (int at = candidate.from(); at < candidate.to(); at++) {
      if (!Character.isLetterOrDigit(text[at]) && "!#$*-.?@^_~+".indexOf(text[at]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Accepts the word if it looks like a secret and has a name, or is below another secret. */
  static MatchCheck.CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
    byte[] text = candidate.text();
    int from = candidate.from();
    int to = end(candidate);
    var secret = new MatchCheck.MatchedSpan(from, to);
    boolean inColumn = previousEnd >= 0 && TableColumn.continues(candidate, previousEnd);
    if (inColumn && SecretValue.isAssignedValue(text, from, to, false)) {
      return secret;
    }
    CharacterCounts counts = CharacterCounts.of(text, from, to);
    boolean convincing = counts.digits() > 0 && isConvincing(text, from, to, counts);
    boolean stated = counts.digits() > 0 && SecretValue.isStatedValue(text, from, to);
    if (!convincing && !stated) {
      return MatchCheck.NoMatch.REJECTED;
    }
    int name = NAMES.lastEnd(candidate);
    if (name >= 0 && (convincing || from - name <= DIRECTLY)) {
      return secret;
    }
    if (!convincing) {
      return MatchCheck.NoMatch.REJECTED;
    }
    return switch (NAMES_BEHIND.find(candidate)) {
      case YES -> secret;
      case NO -> MatchCheck.NoMatch.REJECTED;
      case OPEN -> MatchCheck.NoMatch.UNDECIDED;
    };
  }

  /** Returns a word of mixed letters, digits and signs. The text around it does not count. */
  static Optional<MatchCheck.MatchedSpan> unnamed(MatchCandidate candidate) {
    int to = end(candidate);
    CharacterCounts counts = CharacterCounts.of(candidate.text(), candidate.from(), to);
    boolean mixed = counts.digits() > 0 && counts.upper() > 0 && counts.lower() > 0;
    return mixed && isConvincing(candidate.text(), candidate.from(), to, counts)
        ? Optional.of(new MatchCheck.MatchedSpan(candidate.from(), to))
        : Optional.empty();
  }

  /** Returns the end of the word without the mark that ends its sentence. */
  private static int end(MatchCandidate candidate) {
    int to = candidate.to();
    while (to > candidate.from() + 1 && ".?".indexOf(candidate.text()[to - 1]) >= 0) {
      to--;
    }
    return to;
  }

  private static boolean isConvincing(byte[] text, int from, int to, CharacterCounts counts) {
    if (to - from < SHORTEST
        || counts.letters() < FEWEST_LETTERS
        || SecretPlaceholders.is(text, from, to)) {
      return false;
    }
    int sign = from;
    while (sign < to && SIGNS.indexOf(text[sign]) < 0) {
      sign++;
    }
    return sign > from && sign < to && !isReference(text, from, sign, to);
  }

  /** Returns true for an address, a version such as {@code name@1.2}, or {@code issue#12}. */
  private static boolean isReference(byte[] text, int from, int sign, int to) {
    int number = sign + 1;
    number += number < to && "v^~".indexOf(text[number]) >= 0 ? 1 : 0;
    int at = number;
    boolean dotted = false;
    while (at < to && (AsciiText.isDigit(text[at]) || text[at] == '.')) {
      dotted |= text[at] == '.';
      at++;
    }
    boolean ends = at > number && (at == to || text[at] == '-');
    String before = new String(text, from, sign - from, StandardCharsets.ISO_8859_1);
    return switch (text[sign]) {
      case '@' ->
          (ends && (dotted || number > sign + 1 || at - number <= SHORT_NUMBER))
              || isHost(text, from, sign, to);
      case '#' ->
          before.contains(".") || (ends && NUMBERED.contains(before.toLowerCase(Locale.ROOT)));
      default -> false;
    };
  }

  /** Returns true for {@code name@host}, where the host has a domain or only small letters. */
  private static boolean isHost(byte[] text, int from, int sign, int to) {
    CharacterCounts name = CharacterCounts.of(text, from, sign);
    CharacterCounts host = CharacterCounts.of(text, sign + 1, to);
    boolean small = name.digits() == 0 && host.upper() == 0 && host.lower() > 1;
    return host.signs() == 0 && (small || hasDomain(text, sign, to));
  }

  private static boolean hasDomain(byte[] text, int sign, int to) {
    int at = sign + 1;
    while (at < to && text[at] != '.') {
      at++;
    }
    return at > sign + 1 && at < to - 1;
  }
}
