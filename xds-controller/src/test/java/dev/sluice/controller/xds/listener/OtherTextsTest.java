package dev.sluice.controller.xds.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherTextsTest {
  @Test
  void than_texts_matchesAllOthers() {
    List<String> all = new ArrayList<>(List.of(""));
    for (int i = 0; all.size() < 4_000; i++) {
      for (String end : List.of("a", "b", "-", "7")) {
        all.add(all.get(i) + end);
      }
    }
    for (Set<String> texts :
        List.of(Set.of("ab"), Set.of("a", "ab", "b-7"), Set.of(""), Set.of("", "-", "7a7"))) {
      Pattern pattern = Pattern.compile(OtherTexts.than(texts));
      for (String text : all) {
        assertEquals(!texts.contains(text), pattern.matches(text), () -> text + " in " + pattern);
      }
    }
  }
}
