package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.GeneratedValue;
import java.util.List;

/** One way to write a value so that a reader still reads it. */
@FunctionalInterface
public interface Evasion {

  GeneratedValue apply(GeneratedValue value, SeededRandom random);

  /** What people and programs do to numbers in groups. */
  static List<Evasion> ofNumbers() {
    return List.of(
        Evasions::fullWidth,
        Evasions::fullWidth,
        Evasions::invisible,
        Evasions::invisible,
        Evasions::separators,
        Evasions::separators,
        Evasions::separators,
        Evasions::otherDigits,
        Evasions::lineBreak,
        (value, random) -> Evasions.invisible(Evasions.separators(value, random), random));
  }

  /** To mail addresses. */
  static List<Evasion> ofAddresses() {
    return List.of(
        Evasions::fullWidth,
        Evasions::invisible,
        Evasions::invisible,
        Evasions::fullWidthSigns,
        Evasions::spacedSigns,
        Evasions::twins);
  }

  /** To IP addresses. */
  static List<Evasion> ofHosts() {
    return List.of(
        Evasions::fullWidth,
        Evasions::invisible,
        Evasions::invisible,
        Evasions::fullWidthSigns,
        Evasions::otherDigits,
        Evasions::spacedSigns);
  }

  /** To keys and tokens, which have no groups. */
  static List<Evasion> ofKeys() {
    return List.of(
        Evasions::fullWidth,
        Evasions::invisible,
        Evasions::invisible,
        Evasions::invisible,
        Evasions::twins,
        Evasions::twins,
        Evasions::lineBreak);
  }

  /** To armoured blocks, in their lines. */
  static List<Evasion> ofBlocks() {
    return List.of(
        Evasions::invisible,
        Evasions::invisible,
        Evasions::twins,
        Evasions::quoted,
        Evasions::unwrapped,
        Evasions::fullWidthSigns);
  }

  /** To URLs, of which a part matters. */
  static List<Evasion> ofUrls() {
    return List.of(
        Evasions::invisible,
        Evasions::invisible,
        Evasions::fullWidth,
        Evasions::fullWidthWhole,
        Evasions::lineBreak);
  }
}
