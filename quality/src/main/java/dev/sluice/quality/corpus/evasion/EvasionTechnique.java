package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.List;

/** A technique that rewrites a value and leaves it readable for people. */
@FunctionalInterface
public interface EvasionTechnique {

  GeneratedValue apply(GeneratedValue value, SeededRandom random);

  /** Returns techniques for numbers in groups. */
  static List<EvasionTechnique> ofNumbers() {
    return List.of(
        EvasionTechniques::fullWidth,
        EvasionTechniques::fullWidth,
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::separators,
        EvasionTechniques::separators,
        EvasionTechniques::separators,
        EvasionTechniques::otherDigits,
        EvasionTechniques::lineBreak,
        (value, random) ->
            EvasionTechniques.invisible(EvasionTechniques.separators(value, random), random));
  }

  /** Returns techniques for mail addresses. */
  static List<EvasionTechnique> ofAddresses() {
    return List.of(
        EvasionTechniques::fullWidth,
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::fullWidthSigns,
        EvasionTechniques::spacedSigns,
        EvasionTechniques::twins);
  }

  /** Returns techniques for IP addresses. */
  static List<EvasionTechnique> ofHosts() {
    return List.of(
        EvasionTechniques::fullWidth,
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::fullWidthSigns,
        EvasionTechniques::otherDigits,
        EvasionTechniques::spacedSigns);
  }

  /** Returns techniques for keys and tokens, which have no groups. */
  static List<EvasionTechnique> ofKeys() {
    return List.of(
        EvasionTechniques::fullWidth,
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::twins,
        EvasionTechniques::twins,
        EvasionTechniques::lineBreak);
  }

  /** Returns techniques for armoured blocks, which have lines. */
  static List<EvasionTechnique> ofBlocks() {
    return List.of(
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::twins,
        EvasionTechniques::quoted,
        EvasionTechniques::unwrapped,
        EvasionTechniques::fullWidthSigns);
  }

  /** Returns techniques for URLs, in which only the password is the value. */
  static List<EvasionTechnique> ofUrls() {
    return List.of(
        EvasionTechniques::invisible,
        EvasionTechniques::invisible,
        EvasionTechniques::fullWidth,
        EvasionTechniques::fullWidthWhole,
        EvasionTechniques::lineBreak);
  }
}
