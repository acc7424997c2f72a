package dev.sluice.extauthz.limit;

/** A key of a counter that is made of parts. Adjacent parts are kept apart. */
public interface CounterKey {
  /** Adds a text. */
  void add(String part);

  /** Adds a number. */
  void add(long part);
}
