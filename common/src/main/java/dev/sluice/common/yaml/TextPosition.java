package dev.sluice.common.yaml;

/** A position in a text; the first line and the first column are 1. */
public record TextPosition(int line, int column) {
  public static final TextPosition START = new TextPosition(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
