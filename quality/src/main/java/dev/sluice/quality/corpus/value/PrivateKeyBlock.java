package dev.sluice.quality.corpus.value;

import java.util.List;

/**
 * Private keys in PEM (RFC 7468), OpenSSH's and OpenPGP's armour: the whole block is the secret.
 */
public final class PrivateKeyBlock {

  private record Armour(String label, String head, int lines) {}

  private static final String SECRET = "PRIV" + "ATE KEY";
  private static final List<Armour> SECRETS =
      List.of(
          new Armour("RSA " + SECRET, "MIIEpAIBAAKCAQEA", 24),
          new Armour(SECRET, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", 25),
          new Armour(SECRET, "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49", 2),
          new Armour("EC " + SECRET, "MHcCAQEEI", 2),
          new Armour("DSA " + SECRET, "MIIBuwIBAAKBgQ", 9),
          new Armour("ENCRYPTED " + SECRET, "MIIFLTBXBgkqhkiG9w0BBQ0w", 27),
          new Armour("OPENSSH " + SECRET, "b3BlbnNzaC1rZXktdjEAAAAA", 6),
          new Armour("PGP " + SECRET + " BLOCK", "lQOYBF", 20));

  /** Those of which the first line alone is not refused already. */
  private static final List<Armour> OUTLINES =
      SECRETS.stream().filter(armour -> armour.label().matches("(DSA|ENCRYPTED|PGP) .*")).toList();

  private static final List<Armour> PUBLICS =
      List.of(
          new Armour("PUBLIC KEY", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", 6),
          new Armour("CERTIFICATE", "MIIDdzCCAl+gAwIBAgIE", 15),
          new Armour("CERTIFICATE REQUEST", "MIICvDCCAaQCAQAw", 12),
          new Armour("RSA PUBLIC KEY", "MIIBCgKCAQEA", 6),
          new Armour("PGP PUBLIC KEY BLOCK", "mQENBF", 16),
          new Armour("PGP SIGNATURE", "iQIzBAABCAAdFiEE", 7),
          new Armour("PGP MESSAGE", "hQEMA", 9),
          new Armour("DH PARAMETERS", "MIIBCAKCAQEA", 5),
          new Armour("EC PARAMETERS", "BggqhkjOPQMBBw==", 0));

  private PrivateKeyBlock() {}

  /** With line ends of its own. */
  public static Value make(SeededRandom dice) {
    return Value.of(block(dice.pick(SECRETS), dice.percent(15) ? "\r\n" : "\n", dice));
  }

  /** In one line, as in JSON or an environment variable: line ends are backslash and n. */
  public static Value escaped(SeededRandom dice) {
    return Value.of(block(dice.pick(SECRETS.subList(0, 7)), "\\n", dice));
  }

  /** As in a YAML block: each further line indented. */
  public static Value indented(SeededRandom dice) {
    return Value.of(block(dice.pick(SECRETS), "\n  ", dice));
  }

  /** Certificates, public keys and others that no one need hide. */
  public static Value publicBlock(SeededRandom dice) {
    return Value.of(block(dice.pick(PUBLICS), "\n", dice));
  }

  /** The first and last line alone, with something for the rest. */
  public static Value outline(SeededRandom dice) {
    String label = dice.pick(OUTLINES).label();
    String rest = dice.pick(List.of("...", "<your key here>", "(생략)", "[redacted]", "…"));
    return Value.of(begin(label) + "\n" + rest + "\n" + end(label));
  }

  /** The first line alone, as texts about keys quote it. */
  public static Value header(SeededRandom dice) {
    return Value.of(begin(dice.pick(OUTLINES).label()));
  }

  private static String block(Armour armour, String lineEnd, SeededRandom dice) {
    StringBuilder text = new StringBuilder(begin(armour.label())).append(lineEnd);
    if (armour.label().startsWith("RSA PRIV") && dice.percent(20)) {
      text.append("Proc-Type: 4,ENCRYPTED").append(lineEnd);
      text.append("DEK-Info: AES-256-CBC,").append(dice.text(SeededRandom.DIGITS + "ABCDEF", 32));
      text.append(lineEnd).append(lineEnd);
    }
    String first = armour.head();
    for (int line = 0; line < armour.lines(); line++) {
      text.append(first)
          .append(dice.text(SeededRandom.BASE64, 64 - first.length()))
          .append(lineEnd);
      first = "";
    }
    String tail =
        first.isEmpty() ? dice.text(SeededRandom.BASE64, 4 * dice.between(3, 14) - 1) + "=" : first;
    return text.append(tail).append(lineEnd).append(end(armour.label())).toString();
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----";
  }

  private static String end(String label) {
    return "-----END " + label + "-----";
  }
}
