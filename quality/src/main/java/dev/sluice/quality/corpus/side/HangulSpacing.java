package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.value.FilledTemplate;
import java.util.ArrayList;
import java.util.List;

/** The habit of leaving out spaces behind Hangul, as in a hurried chat. */
final class HangulSpacing {
  private HangulSpacing() {}

  /** Removes the spaces outside of values that follow Hangul and precede Hangul or a digit. */
  static FilledTemplate squeeze(FilledTemplate filled) {
    String text = filled.text();
    int[] moved = new int[text.length() + 1];
    var kept = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      moved[at] = kept.length();
      if (!isSpare(filled, at)) {
        kept.append(text.charAt(at));
      }
    }
    moved[text.length()] = kept.length();
    List<FilledTemplate.Place> places = new ArrayList<>();
    for (FilledTemplate.Place place : filled.places()) {
      places.add(
          new FilledTemplate.Place(place.generator(), moved[place.start()], moved[place.end()]));
    }
    return new FilledTemplate(kept.toString(), places);
  }

  private static boolean isSpare(FilledTemplate filled, int at) {
    String text = filled.text();
    return text.charAt(at) == ' '
        && at > 0
        && at < text.length() - 1
        && isHangul(text.charAt(at - 1))
        && (isHangul(text.charAt(at + 1)) || Character.isDigit(text.charAt(at + 1)))
        && filled.places().stream().noneMatch(place -> place.start() <= at && at < place.end());
  }

  private static boolean isHangul(char c) {
    return c >= '가' && c <= '힣';
  }
}
