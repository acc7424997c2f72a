package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Optional;

/**
 * A recognizer of passwords in the URL of a database or another server, as its user's or as a
 * parameter.
 */
public final class DatabaseUrlRecognizer {
  private static final int LONGEST = 320;
  private static final String WORD = "T1gerMoon";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "db_url",
          "://[^\\s:/@\"'<>?#&=]{0,64}:[^\\s/@\"'<>]+(?:\\n[^\\s/@\"'<>]+)?@(?=[0-9A-Za-z\\[])"
              + "|:thin:[^\\s:/@\"'<>]+/[^\\s/@\"'<>]+@(?=[0-9A-Za-z/(\\[])"
              + "|[?&;](?i:password|passwd|pwd)=[^\\s&;\"'<>]+(?![^\\s&;\"'<>])",
          LONGEST,
          MatchCheck.ofValue(DatabaseUrlRecognizer::password),
          List.of(
              "postgres://app:⟦" + WORD + "42⟧@db:5432/orders 로 접속",
              "REDIS=redis://:⟦" + WORD + "%4099⟧@cache:6379/0",
              "jdbc:mysql://db/app?user=app&password=⟦" + WORD + "1⟧&ssl=true",
              "jdbc:sqlserver://db:1433;user=sa;password=⟦" + WORD + "1⟧;encrypt=true",
              "jdbc:oracle:thin:app/⟦" + WORD + "⟧@db:1521:ORCL",
              "\"mongodb+srv://root:⟦" + WORD + "!7⟧@c0.example.net/x\""),
          List.of(
              "postgres://app@db:5432/orders",
              "postgres://app:${DB_PASSWORD}@db/orders",
              "postgres://app:<password>@db/orders",
              "postgres://user:password@host:port/database",
              "postgresql://$DB_USER:$DB_PASSWORD@db/app",
              "postgres://app:****@db/orders",
              "redis://cache:6379 and kim@example.com",
              "jdbc:mysql://db/app?user=app&password=${DB_PASSWORD}",
              "redis://cache:6379\nkim@example.com"));

  private DatabaseUrlRecognizer() {}

  private static Optional<MatchCheck.MatchedSpan> password(MatchCandidate candidate) {
    byte[] text = candidate.text();
    boolean parameter = text[candidate.from()] != ':';
    boolean oracle = text[candidate.from() + 1] == 't';
    int to = parameter ? candidate.to() : candidate.to() - 1;
    int from = candidate.from() + 3;
    int mark = parameter ? '=' : oracle ? '/' : ':';
    while (text[from++] != mark) {}
    return SecretPlaceholders.is(text, from, to) || port(text, from, to)
        ? Optional.empty()
        : Optional.of(new MatchCheck.MatchedSpan(from, to));
  }

  /**
   * Returns true for digits that end with their line, so that the next line is not part of them.
   */
  private static boolean port(byte[] text, int from, int to) {
    int at = from;
    while (at < to && AsciiText.isDigit(text[at])) {
      at++;
    }
    return at < to && text[at] == '\n';
  }
}
