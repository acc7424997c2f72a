package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A recognizer of JSON web tokens (RFC 7515, 7516) in compact form, whose header names an
 * algorithm.
 */
public final class JsonWebTokenRecognizer {
  private static final int LONGEST = 8192;
  private static final String HEADER = "eyJhbGci" + "OiJIUzI1NiIsInR5cCI6IkpXVCJ9";
  private static final String CLAIMS = "eyJzdWIi" + "OiIxMjM0NTY3ODkwIn0";
  private static final String SIGNATURE = "k3Jx9QmT2vLr7WbN5yHc1ZpD8sFgA4eU6iXo-B_q012";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "jwt",
          "(?<![0-9A-Za-z_-])(?:eyJ|eyA|ewo)[0-9A-Za-z_-]+\\.\\n?[0-9A-Za-z_-]+(?:\\.|\\.\\n?[0-9A-Za-z_-]+)"
              + "(?:\\.[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+)?(?![0-9A-Za-z_-])",
          LONGEST,
          MatchCheck.of(JsonWebTokenRecognizer::holds),
          List.of(
              "session=⟦" + HEADER + "." + CLAIMS + "." + SIGNATURE + "⟧; Path=/",
              "토큰은 ⟦" + HEADER + "." + CLAIMS + "." + SIGNATURE + "⟧입니다.",
              "#id_token=⟦" + HEADER + "." + CLAIMS + "." + SIGNATURE + "⟧&state=1",
              "\"⟦" + HEADER + "." + CLAIMS + ".⟧\""),
          List.of(
              HEADER,
              HEADER + "." + CLAIMS,
              "eyJhbGciOi...",
              "eyJyour.token.here",
              CLAIMS + "." + CLAIMS + "." + SIGNATURE,
              "header.payload.signature",
              "x" + HEADER + "." + CLAIMS + "." + SIGNATURE));

  private JsonWebTokenRecognizer() {}

  private static boolean holds(byte[] text, int from, int to) {
    int dot = from;
    while (text[dot] != '.') {
      dot++;
    }
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, from, dot));
      String header = new String(decoded, StandardCharsets.ISO_8859_1);
      return header.stripLeading().startsWith("{") && header.contains("\"alg\"");
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
