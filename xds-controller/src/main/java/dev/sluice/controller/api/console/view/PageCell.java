package dev.sluice.controller.api.console.view;

import java.util.Optional;

/** A text on a page, with a link or a tone. */
public record PageCell(String text, Optional<ConsoleLink> link, CellTone tone) {
  private static final String NONE = "–";

  /** Returns a text; an empty one becomes a dash. */
  public static PageCell of(String text) {
    return new PageCell(text.isEmpty() ? NONE : text, Optional.empty(), CellTone.PLAIN);
  }

  /** Returns a text that links to a page. */
  public static PageCell link(String text, ConsoleLink link) {
    return new PageCell(text.isEmpty() ? NONE : text, Optional.of(link), CellTone.PLAIN);
  }

  /** Returns this text with a tone. */
  public PageCell in(CellTone changed) {
    return new PageCell(text, link, changed);
  }

  /** Returns the classes of the style sheet. */
  public String style() {
    return tone.style();
  }
}
