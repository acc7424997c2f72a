package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Optional;

/**
 * A recognizer of armored private keys (RFC 7468, OpenSSH, OpenPGP). The value is the whole block,
 * with any line ends, indented, quoted or escaped. Without its end line it ends with the last line
 * of data.
 */
public final class PrivateKeyRecognizer {
  private static final int LONGEST = 16_384;

  /** The least number of data characters in a key. */
  private static final int DATA = 40;

  /** The least length of a line of data in a key without an end line. */
  private static final int LINE = 20;

  private static final String LABEL = "(?:[0-9A-Z]+ )*PRIVATE KEY(?: BLOCK)? ?-----?";
  private static final String INSIDE = "0-9A-Za-z+/=\\\\\\s>|:,.\"";
  private static final String NAME = "PRIV" + "ATE KEY";
  private static final String BEGIN = "-----BEGIN " + NAME + "-----";
  private static final String END = "-----END " + NAME + "-----";
  private static final String BODY =
      "MC4CAQAwBQYDK2VwBCIEIJ1hk3Jx9QmT2vLr7WbN5yHc" + "1ZpD8sFgA4eU6iXoB9q0";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "private_key",
          "-----?BEGIN "
              + LABEL
              + "(?:["
              + INSIDE
              + "]|-[0-9A-Za-z])+(?:-----?END "
              + LABEL
              + "|(?!["
              + INSIDE
              + "]))",
          LONGEST,
          MatchCheck.ofValue(PrivateKeyRecognizer::block),
          List.of(
              "키입니다\n⟦" + block("", "\n") + "⟧\n감사합니다",
              "{\"key\": \"⟦" + block("RSA ", "\\n") + "⟧\\n\"}",
              "> ⟦" + block("EC ", "\r\n> ") + "⟧",
              "key: |\n  ⟦" + block("OPENSSH ", "\n  ") + "⟧\n",
              "⟦" + block("RSA ", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A1B\n") + "⟧ x",
              "⟦" + BEGIN + " " + BODY + "⟧ and then it was cut"),
          List.of(
              BEGIN,
              "The first line must read " + BEGIN + " and nothing else.",
              BEGIN + "\n...\n" + END,
              BEGIN + "\n<your key here>\n" + END,
              BEGIN.replace("PRIV" + "ATE", "PUBLIC") + "\n" + BODY,
              "-----BEGIN CERTIFICATE-----\n" + BODY + "\n-----END CERTIFICATE-----"));

  private PrivateKeyRecognizer() {}

  private static String block(String label, String lineEnd) {
    return BEGIN.replace("PRIV", label + "PRIV")
        + lineEnd
        + BODY
        + lineEnd
        + END.replace("PRIV", label + "PRIV");
  }

  private static Optional<MatchCheck.MatchedSpan> block(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int body = bodyOf(candidate);
    boolean whole = text[candidate.to() - 1] == '-';
    int end = whole ? candidate.to() : endOfData(text, body, candidate.to());
    int count = whole ? -"END PRIVATE KEY".length() : 0;
    for (int at = body; at < end; at++) {
      count += isData(text[at]) ? 1 : 0;
    }
    return count >= DATA
        ? Optional.of(new MatchCheck.MatchedSpan(candidate.from(), end))
        : Optional.empty();
  }

  /** Returns the start of the body: the first hyphens after the word KEY precede it. */
  private static int bodyOf(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from();
    while (text[at] != 'Y') {
      at++;
    }
    while (text[at] != '-') {
      at++;
    }
    while (at < candidate.to() && text[at] == '-') {
      at++;
    }
    return at;
  }

  /** Returns the end of the last line of data. */
  private static int endOfData(byte[] text, int body, int to) {
    int end = body;
    for (int at = body; at < to; at++) {
      int from = at;
      while (at < to && isData(text[at])) {
        at++;
      }
      boolean last = end > body && at > from && text[at - 1] == '=';
      end = at - from >= LINE || last ? at : end;
    }
    return end;
  }

  private static boolean isData(byte value) {
    return Character.isLetterOrDigit(value) || value == '+' || value == '/' || value == '=';
  }
}
