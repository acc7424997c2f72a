package dev.sluice.quality.corpus.value;

import java.util.List;

/** A generator of private keys in the armour of PEM (RFC 7468), OpenSSH and OpenPGP. */
final class PrivateKeyGenerator {

  private static final List<Armour> SECRETS = read("private_armour");
  private static final List<Armour> PUBLICS = read("public_armour");

  /** The armours of which the first line alone is not refused already. */
  private static final List<Armour> OUTLINES =
      SECRETS.stream().filter(armour -> armour.label().matches("(DSA|ENCRYPTED|PGP) .*")).toList();

  private record Armour(String label, String head, int lines) {}

  private PrivateKeyGenerator() {}

  /** Generates a block with line ends. */
  static GeneratedValue block(SeededRandom random) {
    return GeneratedValue.of(
        write(random.pick(SECRETS), random.percent(15) ? "\r\n" : "\n", random));
  }

  /** Generates a block in one line, with a backslash and an n for each line end. */
  static GeneratedValue escaped(SeededRandom random) {
    return GeneratedValue.of(write(random.pick(SECRETS.subList(0, 7)), "\\n", random));
  }

  /** Generates a block as in YAML, with each further line indented. */
  static GeneratedValue indented(SeededRandom random) {
    return GeneratedValue.of(write(random.pick(SECRETS), "\n  ", random));
  }

  /** Generates a certificate, a public key or another block that is not secret. */
  static GeneratedValue publicBlock(SeededRandom random) {
    return GeneratedValue.of(write(random.pick(PUBLICS), "\n", random));
  }

  /** Generates the first and the last line with a placeholder between them. */
  static GeneratedValue outline(SeededRandom random) {
    String label = random.pick(OUTLINES).label();
    String rest = ValueTable.text("armour_rest", random);
    return GeneratedValue.of(begin(label) + "\n" + rest + "\n" + end(label));
  }

  /** Generates the first line alone, as texts about keys quote it. */
  static GeneratedValue header(SeededRandom random) {
    return GeneratedValue.of(begin(random.pick(OUTLINES).label()));
  }

  private static String write(Armour armour, String lineEnd, SeededRandom random) {
    StringBuilder text = new StringBuilder(begin(armour.label())).append(lineEnd);
    if (armour.label().startsWith("RSA PRIV") && random.percent(20)) {
      text.append("Proc-Type: 4,ENCRYPTED").append(lineEnd);
      text.append("DEK-Info: AES-256-CBC,").append(random.text(SeededRandom.DIGITS + "ABCDEF", 32));
      text.append(lineEnd).append(lineEnd);
    }
    String first = armour.head();
    for (int line = 0; line < armour.lines(); line++) {
      text.append(first)
          .append(random.text(SeededRandom.BASE64, 64 - first.length()))
          .append(lineEnd);
      first = "";
    }
    String tail =
        first.isEmpty()
            ? random.text(SeededRandom.BASE64, 4 * random.between(3, 14) - 1) + "="
            : first;
    return text.append(tail).append(lineEnd).append(end(armour.label())).toString();
  }

  private static List<Armour> read(String list) {
    return ValueTable.words(list).stream()
        .map(word -> word.split(";"))
        .map(parts ->
            new Armour(
                parts[0].replace("*", "PRIV" + "ATE KEY"), parts[1], Integer.parseInt(parts[2])))
        .toList();
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----";
  }

  private static String end(String label) {
    return "-----END " + label + "-----";
  }
}
