package dev.sluice.extproc.decoder;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The charsets in content types. Inspection reads ASCII characters as single bytes, so a charset
 * must contain ASCII.
 */
final class CharsetCheck {
  private static final Pattern NAMED = Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]+)");

  /** Names of charsets without ASCII that this JVM may not support. */
  private static final Pattern APART =
      Pattern.compile("(cs)?(utf(?![-_]?8)|ucs|unicode|iso-10646|ebcdic|ibm).*");

  private static final String SAMPLE = "AZaz09@{}[]\":,.+-%&=";

  private CharsetCheck() {}

  /**
   * Returns true if the parameters of a content type, in lower case, name a charset that hides
   * text.
   */
  static boolean hidesText(String parameters) {
    Matcher named = NAMED.matcher(parameters);
    boolean hides = false;
    while (named.find() && !hides) {
      String name = named.group(1);
      hides = !name.equals("utf-8") && !containsAscii(name);
    }
    return hides;
  }

  private static boolean containsAscii(String name) {
    try {
      if (Charset.isSupported(name)) {
        byte[] ascii = SAMPLE.getBytes(StandardCharsets.US_ASCII);
        return new String(ascii, Charset.forName(name)).equals(SAMPLE);
      }
    } catch (IllegalCharsetNameException e) {
      return true;
    }
    return !APART.matcher(name).matches();
  }
}
