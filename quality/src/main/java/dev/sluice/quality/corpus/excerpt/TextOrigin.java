package dev.sluice.quality.corpus.excerpt;

import java.util.Locale;

/** The origin of public texts. */
public enum TextOrigin {
  /** Sources of the JDK. */
  JDK,
  /** Modules of Python's standard library. */
  PYTHON,
  /** Pages of this repository, without those about detection. */
  PAGES,
  /** Licences, settings and schemas in the jars of the class path. */
  JARS;

  /** Returns the name in reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
