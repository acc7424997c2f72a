package dev.sluice.ctl.policytest.file;

import java.nio.file.Path;

/** The place of a case in its file. */
public record CasePlace(Path file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
