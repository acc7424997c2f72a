package dev.sluice.quality.corpus.evasion;

import java.util.List;

/** The characters of the families of evasions. Each list has two variants without a common one. */
final class FamilyCharacters {
  /** The zeros of scripts: Arabic, Devanagari, bold; Thai, Bengali, Khmer, double-struck. */
  static final List<List<Integer>> ZEROS =
      List.of(List.of(0x0660, 0x0966, 0x1d7ce), List.of(0x0e50, 0x09e6, 0x17e0, 0x1d7d8));

  static final List<List<String>> INVISIBLE =
      List.of(
          List.of("\u200b", "\u200d", "\u2060", "\ufeff"),
          List.of("\u200c", "\u200e", "\u2063", "\u034f", "\u180e", "\ufe0f"));

  static final List<List<String>> SEPARATORS =
      List.of(
          List.of("\u2013", "/", "\u00b7", " - ", "\u00a0", "_"),
          List.of("\u2014", "\u30fb", ",", " . ", "\u3000", "~", "\u2212", "--", " / "));

  static final List<List<String>> LINE_ENDS =
      List.of(List.of("\n", "\r\n"), List.of("\n    ", "\n> ", "\\\n"));

  static final String LATIN = "AaBCcEeHIiJjKMOoPpSsTXxYy";

  /** The letters of Cyrillic, and those of Greek, Armenian and other alphabets. */
  static final List<String> TWINS =
      List.of("АаВСсЕеНІіЈјКМОоРрЅѕТХхУу", "ΑɑΒϹϲΕℯΗΙιͿϳΚΜΟοΡρՏꜱΤΧ×Υγ");

  static final List<String> DIGIT_WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  static final List<List<String>> MARKS =
      List.of(List.of("** **", "_ _", "` `"), List.of("<b> </b>", "~~ ~~", "* *", "__ __"));

  private FamilyCharacters() {}
}
