package dev.sluice.quality.corpus.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of all values: those of {@code values.txt}, and those that need a class. */
public final class ValueTable {
  private static final Map<String, ValueGenerator> CLASSES =
      Map.ofEntries(
          Map.entry("kr_rrn", ResidentNumberGenerator::resident),
          Map.entry("kr_foreigner", ResidentNumberGenerator::foreigner),
          Map.entry("x_masked_resident", ResidentNumberGenerator::masked),
          Map.entry("card", CardGenerator::valid),
          Map.entry("x_card", CardGenerator::wrongCheckDigit),
          Map.entry("iban", IbanGenerator::valid),
          Map.entry("x_iban", IbanGenerator::wrongCheckDigits),
          Map.entry("jwt", JwtGenerator::signed),
          Map.entry("x_jwt_part", JwtGenerator::claimsOnly),
          Map.entry("x_jwt_cut", JwtGenerator::truncated),
          Map.entry("private_key", PrivateKeyGenerator::block),
          Map.entry("private_key_escaped", PrivateKeyGenerator::escaped),
          Map.entry("private_key_indented", PrivateKeyGenerator::indented),
          Map.entry("x_public_block", PrivateKeyGenerator::publicBlock),
          Map.entry("x_key_outline", PrivateKeyGenerator::outline),
          Map.entry("x_key_header", PrivateKeyGenerator::header));

  private static final TemplateFile FILE = TemplateFile.read("values");
  private static final Map<String, String> TEMPLATES = templates();

  private ValueTable() {}

  /**
   * Generates a value.
   *
   * @throws IllegalArgumentException if there is no value of that name
   */
  public static GeneratedValue generate(String name, SeededRandom random) {
    ValueGenerator generator = CLASSES.get(name);
    return generator == null
        ? GeneratedValue.marked(text(name, random))
        : generator.generate(random);
  }

  /** Returns the text of a value, or a word of a list. */
  static String text(String name, SeededRandom random) {
    String template = FILE.lists().containsKey(name) ? "«" + name + "»" : TEMPLATES.get(name);
    if (template == null) {
      throw new IllegalArgumentException("no value, list or shape is called " + name);
    }
    return new TemplateFiller(FILE.lists(), nested -> generate(nested, random), random)
        .add(template)
        .filled()
        .text();
  }

  /** Returns the words of a list as the file has them. */
  static List<String> words(String list) {
    return Objects.requireNonNull(FILE.lists().get(list), list);
  }

  private static Map<String, String> templates() {
    Map<String, String> templates = new HashMap<>();
    for (String line : FILE.section("values")) {
      String[] parts = line.split(" = ", 2);
      templates.put(parts[0], parts[1]);
    }
    return Map.copyOf(templates);
  }
}
