package dev.sluice.common.yaml;

/** A place in a text; the first line and the first column are 1. */
public record Position(int line, int column) {
  public static final Position START = new Position(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
