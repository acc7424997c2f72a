package dev.sluice.controller.api.console.view;

/** The style of a text; a color only repeats what the text says. */
public enum CellTone {
  PLAIN("plain"),
  TIME("time"),
  GOOD("good"),
  WAITING("waiting"),
  BAD("bad");

  private final String style;

  CellTone(String style) {
    this.style = style;
  }

  /** Returns the class of the style sheet. */
  public String style() {
    return style;
  }
}
